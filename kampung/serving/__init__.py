"""What stands between the dashboard and whoever asks: gate, headers, page shell, probes."""

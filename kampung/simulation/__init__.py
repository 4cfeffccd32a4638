"""Invented data to try the system out: frames in, frames out, unmistakably marked."""

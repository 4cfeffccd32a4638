"""All pictures that there are: importing this room registers them."""

from kampung.pictures.registry import PICTURES

__all__ = ["PICTURES"]

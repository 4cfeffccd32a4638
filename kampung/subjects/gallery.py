"""All pictures that there are: importing this room registers them."""

import kampung.subjects.epidemic.pictures  # noqa: F401 - it registers its pictures
from kampung.pictures.registry import PICTURES

__all__ = ["PICTURES"]

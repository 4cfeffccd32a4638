"""All pictures that there are: importing this room registers them."""

import kampung.subjects.epidemic.pictures
import kampung.subjects.services.pictures  # noqa: F401
from kampung.pictures.registry import PICTURES

__all__ = ["PICTURES"]

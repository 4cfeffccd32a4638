"""All pictures that there are: importing this room registers them."""

import kampung.subjects.awards.pictures
import kampung.subjects.epidemic.pictures
import kampung.subjects.evidence.pictures
import kampung.subjects.programme.pictures
import kampung.subjects.services.pictures
import kampung.subjects.sources.pictures  # noqa: F401 - they register their pictures
from kampung.pictures.registry import PICTURES

__all__ = ["PICTURES"]

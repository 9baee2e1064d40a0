"""Photos that people send: written anew from their pixels, never kept or served as they were sent."""

from io import BytesIO
from typing import BinaryIO, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from entrepot.kit.errors import invalid

LARGEST_UPLOAD: Final = 12 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
LONGEST_SIDE: Final = 1600
FORMATS: Final = ("JPEG", "PNG", "WEBP")
QUALITY: Final = 82


def clean_photo(upload: BinaryIO, *, field: str = "photo") -> bytes:
    """The picture of ``upload`` as a JPEG of at most 1600 pixels a side, upright, without any metadata.

    Place and time of the shot and whatever else was in the file are gone, since only pixels are kept. Raises
    ``Refused`` 422 naming ``field`` for a file that is too large or is no JPEG, PNG or WebP picture.
    """
    content = upload.read(LARGEST_UPLOAD + 1)
    if len(content) > LARGEST_UPLOAD:
        raise invalid(field, _("The photo is larger than 12 MB. Send a smaller one."))
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise invalid(field, _("The photo has more than 50 million pixels. Send a smaller one."))
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ) as problem:
        raise invalid(field, _("This is no photo that we can read. Send a JPEG, PNG or WebP.")) from problem
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = Image.new("RGB", upright.size)
    pixels.paste(upright)
    written = BytesIO()
    pixels.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()

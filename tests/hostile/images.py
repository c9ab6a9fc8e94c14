"""Images and scans: every odd way of keeping a picture, and what damage does to it."""

import io
import struct
import zlib

from PIL import Image, ImageOps

from tests.hostile.case import Case, Family
from tests.hostile.picture_bytes import chunks_of, drawn, png_chunks, saved, tiff
from tests.hostile.statement import CANARY, SAYS, SECRET_FILE

_WORDS = "green jacket"
_BROKEN = ("damaged_file", "no_text")


def cases() -> list[Case]:
    """Return the pictures."""
    family = Family("images and scans")
    for add in (_kinds, _damage, _traps):
        add(family)
    return family.cases


def _kinds(family: Family) -> None:
    """Sound pictures of every kind: none may be refused."""
    grey = drawn()
    colour, black = grey.convert("RGB"), grey.point(lambda dot: 255 * (dot > 127)).convert("1")
    clear = Image.merge("LA", (Image.new("L", grey.size, 0), ImageOps.invert(grey)))
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = grey.rotate(90, expand=True)
    pages = {"save_all": True, "append_images": [black, black]}
    sound = {
        "grey.png": saved(grey, "PNG"),
        "sixteen-bits.png": saved(grey.convert("I;16").point(lambda dot: dot * 257), "PNG"),
        "palette.png": saved(colour.quantize(16), "PNG"),
        "see-through.png": saved(clear, "PNG"),
        "black-and-white.png": saved(black, "PNG"),
        "without-resolution.png": png_chunks(
            [c for c in chunks_of(saved(grey, "PNG")) if c[0] != b"pHYs"]
        ),
        "photograph.jpg": saved(colour, "JPEG", quality=85),
        "four-inks.jpg": saved(colour.convert("CMYK"), "JPEG", quality=90),
        "progressive.jpg": saved(grey, "JPEG", progressive=True),
        "turned-by-its-notes.jpg": saved(turned, "JPEG", exif=exif),
        "fax-group-4.tif": saved(black, "TIFF", compression="group4"),
        "fax-group-3.tif": saved(black, "TIFF", compression="group3"),
        "lzw.tif": saved(grey, "TIFF", compression="tiff_lzw"),
        "jpeg-inside.tif": saved(grey, "TIFF", compression="jpeg"),
        "three-pages.tif": saved(black, "TIFF", compression="group4", **pages),
        "deflated.tif": saved(grey, "TIFF", compression="tiff_adobe_deflate"),
        "frames.gif": saved(grey, "GIF"),
        "bitmap.bmp": saved(grey, "BMP"),
        "web-picture.webp": saved(colour, "WEBP", lossless=True),
    }
    for name, data in sound.items():
        family.reads(name, data, _WORDS)


def _damage(family: Family) -> None:
    grey = drawn()
    png, jpeg, fax = (
        saved(grey, "PNG"),
        saved(grey, "JPEG", quality=90),
        saved(grey.convert("1"), "TIFF", compression="group4"),
    )
    family.either("cut-in-half.png", png[: len(png) // 2], *_BROKEN)
    family.either("cut-near-its-end.png", png[:-200], *_BROKEN, says=[_WORDS])
    family.either("cut-in-half.jpg", jpeg[: len(jpeg) // 2], *_BROKEN)
    family.either("cut-near-its-end.jpg", jpeg[:-400], *_BROKEN, says=[_WORDS])
    family.either("cut-in-half.tif", fax[: len(fax) // 2], *_BROKEN)
    family.refused("header-alone.png", png[:33], *_BROKEN)
    family.refused("mark-alone.jpg", b"\xff\xd8\xff\xe0", *_BROKEN)
    family.refused("mark-alone.tif", b"II*\x00\x08\x00\x00\x00", *_BROKEN)
    chunks = chunks_of(png)
    wrong = bytearray(png)
    wrong[-20] ^= 0xFF
    family.either("checksum-wrong.png", bytes(wrong), *_BROKEN)
    family.refused(
        "no-picture-data.png", png_chunks([c for c in chunks if c[0] != b"IDAT"]), *_BROKEN
    )
    family.either(
        "picture-data-of-noise.png",
        png_chunks(
            [
                (k, zlib.compress(bytes((n * n) % 251 for n in range(len(d)))))
                if k == b"IDAT"
                else (k, d)
                for k, d in chunks
            ]
        ),
        *_BROKEN,
    )
    family.either("rubbish-after-the-end.jpg", jpeg + b"<?php ?>" * 90, *_BROKEN, says=[_WORDS])
    flipped = bytearray(jpeg)
    flipped[len(jpeg) // 2] ^= 0xFF
    family.either("one-byte-flipped.jpg", bytes(flipped), *_BROKEN)
    family.refused("of-no-height.tif", tiff(900, 0, bytes(100)), *_BROKEN)
    family.either("strip-past-the-end.tif", tiff(900, 420, bytes(10)), *_BROKEN)
    family.refused("blank.png", saved(Image.new("L", (900, 420), 255), "PNG"), *_BROKEN)
    family.refused("black.png", saved(Image.new("L", (900, 420), 0), "PNG"), *_BROKEN)
    family.either("one-dot.png", saved(Image.new("L", (1, 1), 0), "PNG"), *_BROKEN)
    family.either(
        "one-row-of-30000-dots.png", saved(Image.new("L", (30_000, 1), 255), "PNG"), *_BROKEN
    )


def _traps(family: Family) -> None:
    grey = drawn()
    png = chunks_of(saved(grey, "PNG"))
    call = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{SECRET_FILE}">]><x>&e;http://{CANARY}/</x>'
    notes = {
        "notes-of-many-pages": (b"tEXt", b"Comment\x00" + b"x" * 300_000),
        "notes-with-entities": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + call.encode()),
        "colours-of-rubbish": (b"iCCP", b"p\0\0" + zlib.compress(bytes(range(256)) * 40)),
        "notes-of-the-camera-broken": (b"eXIf", b"MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 40),
        "resolution-of-nothing": (b"pHYs", struct.pack(">IIB", 0, 0, 1)),
        "resolution-of-millions": (b"pHYs", struct.pack(">IIB", 2**31 - 1, 2**31 - 1, 1)),
        "resolution-of-one": (b"pHYs", struct.pack(">IIB", 1, 1, 1)),
    }
    for name, chunk in notes.items():
        rest = [c for c in png if c[0] != chunk[0]]
        family.reads(f"{name}.png", png_chunks([rest[0], chunk, *rest[1:]]), _WORDS)
    exif = Image.Exif()
    exif[0x0112] = 99
    family.reads("turned-by-an-unknown-number.jpg", saved(grey, "JPEG", exif=exif), _WORDS)
    out = io.BytesIO()
    grey.save(out, "PNG", dpi=(150, 150))
    family.reads("letters-white-on-black.png", saved(ImageOps.invert(grey), "PNG"), _WORDS)
    family.either(
        "drawing-in-vectors.svg",
        (
            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://{CANARY}/i.png"/>'
            f"<text>{SAYS}</text></svg>"
        ).encode(),
        "unsupported_type",
        says=[SAYS],
    )
    script = f"%!PS\n({SECRET_FILE}) (r) file\n(%pipe%touch {CANARY}) (w) file\nshowpage\n"
    family.refused("page-description.eps", script.encode(), "unsupported_type")
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(300)
    family.refused("of-a-telephone.heic", heic, "unsupported_type", "damaged_file")

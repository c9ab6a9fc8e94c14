"""Signs of symbol fonts, which stand for pictures: boxes, ticks and bullets as real characters."""

TICKED, UNTICKED = "\u2612", "\u2610"
"""The signs that Deponent itself writes for a box, ticked or left empty."""
ALL_TICKED = (
    f"{TICKED}\u2611\u2714\u2713\u2717\u2718\u2716\u25a0\u25fc\u2b1b\uf0fe\uf0fd\uf052\uf053"
)
ALL_UNTICKED = f"{UNTICKED}\u25a1\u25fb\u2b1c\u274f\u2751\u2752\u25a2\u25ef\uf0a8\uf06f\uf071"
"""And those that any document may use for them, symbol fonts' own places among them."""

_WINGDINGS = {
    0x6C: "\u25cf", 0x6D: "\u274d", 0x6E: "\u25a0", 0x6F: UNTICKED, 0x70: UNTICKED,
    0x71: UNTICKED, 0x72: UNTICKED, 0x78: TICKED, 0xA7: "\u25aa", 0xA8: UNTICKED, 0xD8: "\u27a2",
    0xFB: "\u2717", 0xFC: "\u2713", 0xFD: TICKED, 0xFE: "\u2611", 0x28: "\u260e", 0x2A: "\u2709",
    0x9F: "\u2022", 0x9E: "\u00b7", 0xE0: "\u2192",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "\u2717", 0x50: "\u2713", 0x51: TICKED, 0x52: "\u2611", 0x53: TICKED, 0x54: TICKED,
    0xA3: UNTICKED, 0x2A: UNTICKED, 0x30: UNTICKED,
}  # fmt: skip
_SYMBOL = {
    0xB7: "\u2022", 0xA3: "\u2264", 0xB3: "\u2265", 0xB0: "\u00b0", 0xB1: "\u00b1",
    0xB4: "\u00d7", 0xB8: "\u00f7", 0x2D: "\u2212", 0xD7: "\u00b7", 0xAE: "\u2192",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def shown(font: str, code: str) -> str:
    """Return the character that ``code`` (hexadecimal) shows in a symbol font."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    return sign(font, number)


def sign(font: str, number: int) -> str:
    """Return the character that stands for a sign: itself where the font is an ordinary one."""
    own = _FONTS.get(font.strip().casefold())
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if own is not None:
        return own.get(low, "\ufffd" if low > 0x7E else chr(low))
    if 0xF000 <= number <= 0xF0FF:
        return _WINGDINGS.get(low, "\ufffd")
    return chr(number) if 0 < number < 0x110000 else "\ufffd"

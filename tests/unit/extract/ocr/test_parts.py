"""What reading a picture is made of: direction, rules, combs, dirt, merging, judging."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.unit.extract.ocr import pages
from worker.extract.ocr import cleaning, direction, engine, judging, merging, ruling, words
from worker.extract.ocr.engine import Found
from worker.extract.ocr.sheet import READING_DPI, upright


def found(text: str, x0: float, confidence: float = 0.9, line: int = 1, wide: float = 40) -> Found:
    return Found(text, x0, 100, x0 + wide, 130, confidence, (1, 1, line))


@pytest.mark.parametrize("degrees", [-10, -3, -0.7, 0, 0.4, 3, 8.5])
def test_the_slope_of_lines_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    turned = pages.account().rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    slope, doubtful = direction.slope(np.asarray(turned), (150, 150))
    assert slope == pytest.approx(degrees, abs=0.1)
    assert not doubtful


def test_a_page_on_its_side_is_told_from_one_upright() -> None:
    turned = pages.account().rotate(90, expand=True)
    slope, _ = direction.slope(np.asarray(turned), (150, 150))
    assert slope == pytest.approx(90, abs=0.2)


def test_a_blank_page_has_no_slope_and_no_ink() -> None:
    blank = np.full((1754, 1240), 250, np.uint8)
    assert direction.slope(blank, (150, 150)) == (0.0, True)
    assert not cleaning.has_ink(cleaning.even(blank, (150, 150)))


def test_a_place_on_the_upright_sheet_leads_back_to_the_page() -> None:
    grey = np.full((1754, 1240), 255, np.uint8)
    grey[300:312, 200:216] = 0
    for degrees in (0.0, 3.0, 90.0, -87.0, 180.0):
        sheet = upright(grey, (150, 150), degrees)
        rows, columns = np.nonzero(sheet.grey < 128)
        box = sheet.shown(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        assert middle == pytest.approx((208 * 72 / 150, 306 * 72 / 150), abs=0.3), degrees


def test_the_noise_of_single_pixels_goes_and_the_full_stops_stay() -> None:
    chance = np.random.default_rng(5)
    clean = np.asarray(pages.account()).copy()
    noisy = np.where(chance.random(clean.shape) < 0.015, 0, clean).astype(np.uint8)
    mended = cleaning.even(noisy, (150, 150))
    paper = clean == 255
    assert (mended[paper] < 128).mean() < 0.1 * (noisy[paper] < 128).mean()
    ink = clean < 60
    assert (mended[ink] < 128).mean() > 0.97


def test_uneven_light_becomes_even_paper() -> None:
    clean = np.asarray(pages.account()).astype(np.float32)
    shade = np.linspace(1, 0.35, clean.shape[1], dtype=np.float32)
    lit = cleaning.even((clean * shade).astype(np.uint8), (150, 150))
    paper = clean == 255
    assert (lit[paper] > 240).mean() > 0.98


def test_rules_and_boxes_go_and_letters_on_them_stay() -> None:
    image = Image.new("L", (1600, 500), 255)
    draw = ImageDraw.Draw(image)
    draw.text((100, 60), "Signature: Odalys jogging", font=pages.font(44), fill=0)
    before = int((np.asarray(image) < 150).sum())
    draw.line((80, 112, 1500, 112), fill=0, width=3)
    draw.rectangle((1200, 200, 1245, 245), outline=0, width=4)
    grey, ruled = ruling.taken_off(np.asarray(image).copy())
    left = int((grey < 150).sum())
    assert 0.93 * before < left < 1.05 * before
    assert ruled.combs == ()
    assert ruled.ticked == ()


def test_a_ticked_box_is_known_from_an_empty_one() -> None:
    image = Image.new("L", (800, 400), 255)
    draw = ImageDraw.Draw(image)
    for left in (100, 300):
        draw.rectangle((left, 200, left + 45, 245), outline=0, width=4)
    draw.line((308, 210, 337, 236), fill=0, width=5)
    draw.line((337, 210, 308, 236), fill=0, width=5)
    _, ruled = ruling.taken_off(np.asarray(image).copy())
    assert [place[0] // 100 for place in ruled.ticked] == [3]


def test_a_comb_s_cells_are_found() -> None:
    image = Image.new("L", (1600, 400), 255)
    draw = ImageDraw.Draw(image)
    for cell in range(11):
        left = 300 + 64 * cell
        draw.rectangle((left, 100, left + 64, 164), outline=0, width=2)
    _, ruled = ruling.taken_off(np.asarray(image).copy())
    assert [len(comb) for comb in ruled.combs] == [11]


def test_the_surer_of_two_readings_is_taken_place_by_place() -> None:
    first = [found("Tne", 0, 0.5), found("man", 50, 0.95), found("ran", 100, 0.9)]
    second = [found("The", 1, 0.9), found("rnan", 50, 0.6), found("ran", 100, 0.8)]
    assert [word.text for word in merging.surer(first, second)] == ["The", "man", "ran"]


def test_what_only_one_reading_has_is_kept_when_it_is_sure() -> None:
    first = [found("The", 0), found("xq", 400, 0.2)]
    second = [found("The", 0), found("knife", 200, 0.9)]
    assert sorted(word.text for word in merging.surer(first, second)) == ["The", "knife"]


def test_a_lone_upright_stroke_between_words_is_a_capital_i() -> None:
    line = [found("and", 0), found("|", 50), found("saw", 70), found("|t", 120)]
    assert [word.text for word in words.mended(line)] == ["and", "I", "saw", "It"]


def test_a_number_one_stays_a_number() -> None:
    line = [found("Page", 0), found("1", 50), found("of", 70)]
    assert [word.text for word in words.mended(line)] == ["Page", "1", "of"]


def test_a_page_read_surely_is_kept_whole() -> None:
    judged = judging.judge(3, [found("word", 50 * at, 0.95) for at in range(20)])
    assert len(judged.found) == 20
    assert judged.notices == ()


def test_unsure_words_are_left_out_counted_and_named_with_their_page() -> None:
    read = [found("word", 50 * at, 0.95) for at in range(30)]
    signature = [found("xqzj", 0, 0.1, line=2), found("Kd", 50, 0.5, line=2)]
    judged = judging.judge(3, [*read, *signature])
    assert len(judged.found) == 30
    assert [(notice.code, notice.page) for notice in judged.notices] == [("words_doubtful", 3)]
    assert "2 words" in judged.notices[0].message
    assert "xqzj" not in judged.notices[0].message


def test_an_unsure_word_in_a_line_of_print_stays_with_its_confidence_and_is_counted() -> None:
    read = [found("word", 50 * at, 0.95) for at in range(30)]
    judged = judging.judge(3, [*read[:9], found("nct", 450, 0.15), *read[9:]])
    assert judged.found[9].confidence == 0.15
    assert [(notice.code, notice.page) for notice in judged.notices] == [("words_unsure", 3)]
    assert "1 word was" in judged.notices[0].message
    assert "nct" not in judged.notices[0].message


def test_specks_in_a_line_of_print_are_no_words() -> None:
    read = [found("word", 50 * at, 0.95) for at in range(30)]
    judged = judging.judge(3, [*read[:9], found("1.;'", 450, 0.04), found("~|", 0), *read[9:]])
    assert "1.;'" not in [each.text for each in judged.found]


def test_a_page_of_unsure_words_is_not_passed_off_as_read() -> None:
    judged = judging.judge(2, [found("nwrd", 50 * at, 0.4) for at in range(30)])
    assert judged.found == ()
    assert judged.notices[0].code in {"page_illegible", "page_handwritten"}
    assert judged.notices[0].page == 2


def test_a_language_that_is_not_here_is_named_with_its_package() -> None:
    assert engine.missing("eng") is None
    said = engine.missing("eng+xxq")
    assert said is not None
    assert "tesseract-ocr-xxq" in said


@pytest.mark.parametrize("languages", ["", "eng;rm", "../eng", "eng+"])
def test_languages_that_are_no_languages_are_not_asked_for(languages: str) -> None:
    assert engine.missing(languages) is not None


def test_a_picture_that_the_engine_cannot_open_is_a_failure_and_no_crash() -> None:
    with pytest.raises(engine.EngineFailed):
        engine.recognise(b"P5 nonsense", languages="eng", dpi=READING_DPI, seconds=20, layout=4)


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    grey = np.asarray(pages.account())
    pgm = b"P5 %d %d 255\n" % grey.shape[::-1] + grey.tobytes()
    with pytest.raises(engine.EngineFailed):
        engine.recognise(pgm, languages="eng", dpi=150, seconds=0.001, layout=4)

"""Tests of what measures the dial network. They draw their own pictures and need no photographs."""
import contextlib
import csv
import io
import tempfile
import unittest
from pathlib import Path

import cv2
import numpy as np
import torch

import card_real
import command
import exported
import measures
import montage
import real
import reliability
import render
import required
import robustness
import train
import transitions
import verdicts
import weights
from draw import CANVAS
from network import Committee, DialNetwork, Layout, normalise
from optics import HEIGHT, WIDTH
from readout import read
from tests import SMALL, distribution

ROW = {"file": "a/1.png", "label": "7", "shows": "lcd", "upper": "", "kind": "digit_lcd_crop", "camera": "set:one"}


def outcome(good=True, confidence=0.95, **changed):
    """One outcome of a display digit."""
    row = ROW | changed
    return real.Outcome(row, np.zeros((32, 20), np.uint8), real.shows(row), good, 7.0 if good else 1.0, confidence, 0.0)


class Fixed:
    """A network that answers any crop alike."""

    def __init__(self, **mass):
        self.answer = distribution(**mass)

    def probabilities(self, crops):
        return np.repeat(self.answer, len(crops), 0)


def picture(seed=1):
    """A colour picture of something."""
    return np.random.default_rng(seed).integers(60, 200, (64, 40, 3)).astype(np.uint8)


class JudgingTests(unittest.TestCase):
    def test_half_a_step_rounds_up_to_the_next_digit(self):
        for step, good in ((64, False), (65, True), (74, True), (75, False)):
            self.assertEqual(real.judge(ROW, read(distribution(**{f"step_{step}": 1.0})), 0), ("lcd", good), step)

    def test_a_digit_and_a_rolling_wheel_that_are_called_none_are_misses(self):
        silent = read(distribution(step_70=0.4, step_100=0.6))
        self.assertEqual(real.judge(ROW, silent, 0), ("lcd", False))
        rolling = ROW | {"label": "N", "shows": "transition", "upper": "6", "kind": "digit_rolling_crop"}
        self.assertEqual(real.judge(rolling, silent, 0), ("transition", False))

    def test_a_picture_without_a_digit_must_be_called_none_or_be_doubtful(self):
        row = ROW | {"label": "N", "shows": "no-digit"}
        for mass, good in ((0.45, True), (0.69, True), (0.71, False)):
            seen = read(distribution(step_70=mass, step_20=1 - mass))
            self.assertEqual(real.judge(row, seen, 0), ("no-digit", good), mass)
        self.assertTrue(real.judge(row, read(distribution(step_70=0.4, step_100=0.6)), 0)[1])

    def test_the_least_confident_are_withheld_and_the_share_is_rounded_down(self):
        confidence, good = np.arange(39) / 39, np.arange(39) != 0
        self.assertEqual(real.withheld(confidence, good, 0.02), real.Tally(39, 38))
        self.assertEqual(real.withheld(confidence, good, 0.05), real.Tally(38, 38))
        self.assertEqual(real.withheld(confidence[::-1], good, 0.05), real.Tally(38, 37))

    def test_cameras_with_errors_stand_alone_and_the_others_together(self):
        report = real.Report([outcome(), outcome(camera="set:two"), outcome(False, camera="set:three")])
        report.outcomes.append(outcome(camera="set:three", kind="digit_rolling_crop", shows="wheel"))
        table = card_real.camera_table(report)
        self.assertIn("| three | lcd | 1 | 1 | 0.0 % |", table)
        self.assertIn("2 cameras without any error among them | all | 3 | 0 |", table)
        self.assertNotIn("| two", table)

    def test_a_limit_on_the_confidence_counts_what_it_leaves(self):
        report = real.Report([outcome(), outcome(False, 0.6), outcome(False, 0.95), outcome(True, 0.3)])
        lines = card_real.limits_table(report).splitlines()
        self.assertIn("| 0 | 0.0 % | 2 of 4 |", lines)
        self.assertIn("| 0.9 | 50.0 % | 1 of 2 |", lines)


class VerdictTests(unittest.TestCase):
    def load(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "verdicts.tsv"
            path.write_text("file\tverdict\twhy\n" + text)
            return verdicts.load(path)

    def test_the_stored_verdicts_can_be_read(self):
        self.assertTrue(all(verdict in (verdicts.OURS, verdicts.NOISE) for verdict, _ in verdicts.load().values()))

    def test_an_error_without_a_verdict_is_shown_as_not_judged(self):
        judged = self.load("a/1.png\tlabel noise\ta blank\n")
        other = outcome(False, file="a/2.png")
        text = card_real.errors_section({"set": real.Report([outcome(False), other, outcome()])}, judged)
        self.assertIn("2 crops: 0 ours, 1 label noise, 1 not judged", text)
        self.assertIn("| `a/2.png` | lcd | 7 | 1.00 | 0.95 | not judged |  |", text)

    def test_wrong_lines_are_refused_with_their_number(self):
        for wrong in ("a/1.png\tunsure\twhy\n", "a/1.png\tours\t\n", "a/1.png\n", "b\tours\twhy\na/1.png\tours\tx\ty\n"):
            with self.assertRaisesRegex(ValueError, r"verdicts.tsv:[23]: needs"):
                self.load(wrong)
        with self.assertRaisesRegex(ValueError, "judged before"):
            self.load("a/1.png\tours\twhy\na/1.png\tours\twhy\n")


class MontageTests(unittest.TestCase):
    def test_a_folder_of_any_checkout_is_refused_also_through_a_link(self):
        with tempfile.TemporaryDirectory() as folder:
            checkout, link = Path(folder) / "checkout", Path(folder) / "link"
            (checkout / ".git").mkdir(parents=True)
            (checkout / "part").mkdir()
            link.symlink_to(checkout / "part")
            for wrong in (command.ROOT / "sheets", checkout, checkout / "a" / "b", link / "a"):
                with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(io.StringIO()) as said:
                    train.arguments(["--card-only", "--montage", str(wrong)])
                self.assertEqual(ended.exception.code, command.EXIT_USAGE)
                self.assertIn("belongs to the checkout", said.getvalue())
            train.arguments(["--card-only", "--montage", f"{folder}/elsewhere"])

    def test_every_error_is_on_a_sheet_and_earlier_sheets_go(self):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "sheets"
            target.mkdir()
            (target / "errors-7.png").write_bytes(b"old")
            count = montage.COLUMNS * montage.LINES + 1
            errors = [outcome(False, file=f"{number}.png") for number in range(count)]
            for number in range(count):
                cv2.imwrite(f"{folder}/{number}.png", picture(number))
            paths = montage.write(target, errors, Path(folder), {})
            self.assertEqual([path.name for path in paths], ["errors-1.png", "errors-2.png"])
            self.assertEqual(sorted(target.iterdir()), paths)
            full, rest = (cv2.imread(str(path)) for path in paths)
            self.assertEqual(full.shape[0], rest.shape[0] * montage.LINES)
            # The second sheet has one error and white beside it.
            width = rest.shape[1] // montage.COLUMNS
            self.assertTrue((rest[:, :width] < 128).any() and (rest[:, width:] == 255).all())
            self.assertEqual(montage.write(target, [], Path(folder), {}), [])


class RobustnessTests(unittest.TestCase):
    def named(self, start):
        return next(spoiling for spoiling in robustness.SPOILINGS if spoiling.name.startswith(start))

    def test_a_crop_is_spoiled_alike_whatever_is_measured_with_it(self):
        glare = self.named("glare")
        one = robustness.views(glare, [picture(1)], ["a"])
        both = robustness.views(glare, [picture(2), picture(1)], ["b", "a"])
        np.testing.assert_array_equal(one, both[1::2])
        self.assertFalse(np.array_equal(one, robustness.views(glare, [picture(1)], ["c"])))
        self.assertFalse(np.array_equal(one[0], one[1]))

    def test_pictures_move_by_the_share_that_is_said(self):
        image = np.zeros((100, 50, 3), np.uint8)
        image[40:60, 20:30] = 255

        def middle(moved):
            rows, columns = np.nonzero(moved[:, :, 0] > 127)
            return rows.mean() - 49.5, columns.mean() - 24.5

        across = [middle(view(image, None)) for view in self.named("shift ± 12 % across").views]
        along = [middle(view(image, None)) for view in self.named("shift ± 12 % along").views]
        np.testing.assert_allclose(across, [(0, 6), (0, -6)], atol=0.2)
        np.testing.assert_allclose(along, [(12, 0), (-12, 0)], atol=0.2)
        smaller, larger = (self.named(name).views[0](image, None) for name in ("zoom 0.85", "zoom 1.15"))
        areas = [(shown[:, :, 0] / 255).sum() / 200 for shown in (smaller, larger)]
        np.testing.assert_allclose(areas, [0.85**2, 1.15**2], rtol=0.06)

    def test_light_and_contrast_change_as_is_said(self):
        image, rng = picture(), np.random.default_rng(1)
        faint = robustness.faint(image, rng)
        self.assertAlmostEqual(float(faint.mean()), 110, delta=1)
        self.assertAlmostEqual(float(faint.std()), np.hypot(image.std() / 4, 3), delta=0.5)
        dark = self.named("brightness").views[0](image, rng)
        self.assertAlmostEqual(float(dark.mean() / image.mean()), 0.3, delta=0.01)
        np.testing.assert_array_equal(self.named("inverted").views[0](image, rng), 255 - image)
        brighter = robustness.glare(np.zeros_like(image), rng)
        self.assertGreater(int(brighter.max()), 150)
        self.assertLess(float((brighter > 80).mean()), 0.2)

    def test_small_and_poor_pictures_have_the_rows_that_are_said(self):
        self.assertEqual(robustness.few_rows(picture(), None).shape, (12, 8, 3))
        self.assertEqual(robustness.few_rows(np.zeros((90, 9, 3), np.uint8), None).shape, (12, 5, 3))
        self.assertEqual(robustness.poor_jpeg(picture(), None).shape, (32, 20, 3))

    def test_right_answers_confidence_and_grave_errors_are_counted(self):
        sure, torn = Fixed(step_70=0.95, step_20=0.05), Fixed(step_70=0.6, step_20=0.4)
        args = (self.named("shift ± 12 % across"), [picture(n) for n in range(4)], list("abcd"), np.array([7, 7, 7, 1]))
        first, second = robustness.row(sure, *args), robustness.row(torn, *args)
        self.assertEqual((first.right, first.grave), (real.Tally(8, 6), 2))
        self.assertEqual((second.right, second.grave), (real.Tally(8, 6), 0))
        self.assertAlmostEqual(second.confidence, 0.6, places=5)
        self.assertFalse(first.met)
        self.assertTrue(robustness.row(sure, *args[:3], np.full(4, 7)).met)
        self.assertEqual(robustness.row(Fixed(step_70=0.4, step_100=0.6), *args).right.good, 0)

    def test_every_view_of_a_picture_is_held_against_its_own_label(self):
        class ByLight:
            """Reads the mean luma's tens as the digit."""

            def probabilities(self, crops):
                return np.concatenate([distribution(**{f"step_{round(crop.mean() / 10) * 10}": 1.0}) for crop in crops])

        pictures = [np.full((64, 40, 3), 10 * digit, np.uint8) for digit in (3, 8, 5)]
        row = robustness.row(ByLight(), self.named("rotation"), pictures, list("abc"), np.array([3, 8, 5]))
        self.assertEqual(row.right, real.Tally(6, 6))

    def test_confidence_that_falls_with_accuracy_agrees_with_it(self):
        def rows(*pairs):
            spoiling = robustness.SPOILINGS[0]
            return [robustness.Row(spoiling, real.Tally(100, right), sure, real.Tally(), 0, 0.0) for right, sure in pairs]

        self.assertAlmostEqual(robustness.agreement(rows((99, 0.98), (98, 0.97), (80, 0.4))), 1)
        self.assertAlmostEqual(robustness.agreement(rows((99, 0.4), (98, 0.97), (80, 0.98))), -1)
        self.assertAlmostEqual(robustness.agreement(rows((9, 0.1), (9, 0.3), (5, 0.2), (5, 0.4))), -2 / 20**0.5)
        self.assertEqual(robustness.agreement(rows((9, 0.1), (9, 0.3))), 0)

    def test_the_study_is_asked_of_every_spoiling_it_had(self):
        known = {spoiling.study for spoiling in robustness.SPOILINGS} - {None}
        self.assertEqual(known, {0.983, 0.980, 0.979, 0.965, 0.890, 0.926, 0.991, 0.989, 0.981, 0.863})


class TransitionTests(unittest.TestCase):
    def test_wheels_roll_and_come_out_the_same_again(self):
        crops, positions = transitions.render(3, transitions.MODERATE, 30)
        phases = positions % 1
        self.assertTrue(((phases >= transitions.STILL) & (phases <= 1 - transitions.STILL)).all())
        self.assertTrue(((positions >= 0) & (positions < 10)).all())
        again, same = transitions.render(3, transitions.MODERATE, 12)
        np.testing.assert_array_equal(crops[:12], again)
        np.testing.assert_array_equal(positions[:12], same)
        self.assertFalse(np.array_equal(again, transitions.render(4, transitions.MODERATE, 12)[0]))

    def test_crops_are_not_blank(self):
        crops, _ = transitions.render(5, transitions.MODERATE, 60)
        self.assertGreater(float(np.median(crops.std((1, 2)))), 15)

    def test_clear_prints_are_tight_and_whole(self):
        rng = np.random.default_rng(4)
        clear = [transitions.suitable_print(rng, 40, transitions.CLEAR) for _ in range(60)]
        moderate = [transitions.suitable_print(rng, 40, transitions.MODERATE) for _ in range(60)]
        self.assertLessEqual(max(found.pitch for found in clear), transitions.CLEAR.pitch * CANVAS)
        self.assertGreater(max(found.pitch for found in moderate), transitions.CLEAR.pitch * CANVAS)
        self.assertFalse([found for found in clear if found.scar or abs(found.thickness) > transitions.THICKEST])
        self.assertTrue([found for found in moderate if found.scar or abs(found.thickness) > transitions.THICKEST])

    def test_a_print_that_hardly_covers_a_pixel_does_not_stand_out(self):
        crop = np.random.default_rng(6).normal(120, 6, (HEIGHT, WIDTH)).astype(np.float32)
        mask = np.zeros((320, 200), np.uint8)
        mask[150:160, 100] = 255
        self.assertLess(transitions.contrast_left(crop, mask), transitions.CLEAR.visible)
        mask[150:170, 90:110] = 255
        crop[15:17, 9:11] += 100
        self.assertGreater(transitions.contrast_left(crop, mask), transitions.CLEAR.visible)

    def test_errors_are_counted_on_the_circle_and_by_confidence(self):
        crops, positions = np.zeros((3, 32, 20), np.uint8), np.array([9.9, 0.2, 5.0])
        (_, all_of_them), (limit, sure) = transitions.measure(Fixed(step_0=0.95, step_50=0.05), crops, positions, (0.0, 0.9))
        self.assertEqual((all_of_them.count, limit, sure.count), (3, 0.9, 3))
        self.assertAlmostEqual(all_of_them.mean, (0.1 + 0.2 + 5) / 3, places=5)
        self.assertAlmostEqual(all_of_them.within, 2 / 3)
        only = transitions.measure(Fixed(step_0=0.6, step_50=0.4), crops, positions, (0.0, 0.9))
        self.assertEqual([limit for limit, _ in only], [0.0])


class ReliabilityTests(unittest.TestCase):
    def test_bins_hold_mean_confidence_and_share_right(self):
        confidence, right = np.array([0.01, 0.95, 0.97, 1.0]), np.array([False, True, False, True])
        low, high = reliability.bins(confidence, right)
        self.assertEqual((low[0], high[0]), (1, 3))
        self.assertAlmostEqual(high[1], (0.95 + 0.97 + 1) / 3)
        self.assertAlmostEqual(high[2], 2 / 3)

    def test_an_honest_bin_lies_on_the_diagonal_and_another_beside_it(self):
        def mark(share):
            picture = reliability.diagram("test", np.full(200, 0.5), np.arange(200) < 200 * share)
            inside = picture[reliability.HEAD + 3 : reliability.HEAD + reliability.SIDE - 3]
            inside = inside[:, reliability.MARGIN + 3 : reliability.MARGIN + reliability.SIDE - 3]
            rows, columns = np.nonzero(inside < 60)
            return columns.mean() / inside.shape[1], 1 - rows.mean() / inside.shape[0]

        np.testing.assert_allclose(mark(0.5), (0.5, 0.5), atol=0.02)
        np.testing.assert_allclose(mark(0.8), (0.5, 0.8), atol=0.02)


class RequiredTests(unittest.TestCase):
    def test_a_share_just_below_its_limit_is_not_met(self):
        for wrong, met in ((3, True), (4, False)):
            report = real.Report([outcome(number >= wrong, kind="digit_rolling_crop", shows="wheel") for number in range(408)])
            line = required.digit_lines(report)[0]
            self.assertEqual((line.what, line.met), ("real digits, wheel", met))

    def test_a_sure_miss_on_a_rolling_wheel_is_not_met(self):
        rolling = {"label": "N", "shows": "transition", "upper": "6", "kind": "digit_rolling_crop"}
        for confidence, met in ((0.89, True), (0.91, False)):
            report = real.Report([outcome(False, confidence, **rolling)] + [outcome(**rolling)] * 99)
            self.assertEqual([line.met for line in required.other_lines(report)], [True, True, met])

    def test_rolling_wheels_need_both_their_mean_and_their_tail(self):
        for distance, met in (
            (np.full(100, 0.06), True),
            (np.full(100, 0.07), False),
            (np.r_[np.zeros(98), 1, 1], False),
            (np.r_[np.zeros(99), 1], True),
        ):
            self.assertEqual(required.transition_line("", transitions.errors(distance)).met, met)


class WholeTests(unittest.TestCase):
    def setUp(self):
        self.committee = weights.decode(weights.encode(Committee([DialNetwork(Layout(3, 5, 7, 9), True)] * 2, 0.9)))
        samples = zip(*(render.sample(2, number) for number in range(60)))
        self.held_out = [np.stack(column) for column in samples]

    def measure(self, folder):
        rolling = {"clear": transitions.render(1, transitions.CLEAR, 10)}
        return measures.measure(self.committee, 1000, self.held_out, rolling, folder)

    def test_without_photographs_the_rest_is_measured_and_the_card_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            measured = self.measure(Path(folder))
        self.assertEqual((measured.reports, measured.spoiled, set(measured.diagrams)), ({}, {}, {"rendered"}))
        self.assertFalse([line for line in measured.lines if "real" in line.what or "spoiling" in line.what])
        self.assertIn("Not measured", card_real.section({}, {}, {}))

    def test_photographs_beside_the_checkout_are_measured_by_kind_and_spoiled(self):
        rows = [
            ROW | {"file": "jomjol-digits/1.png"},
            ROW | {"file": "jomjol-digits/2.png", "kind": "digit_rolling_crop", "shows": "wheel"},
            ROW | {"file": "jomjol-digits/3.png", "label": "N", "shows": "transition", "upper": "6"},
            ROW | {"file": "jomjol-digits/4.png", "label": "N", "shows": "transition"},
            ROW | {"file": "jomjol-digits/5.png", "label": "N", "shows": "no-digit"},
            ROW | {"file": "kazuhito-7seg/6.png", "shows": ""},
            ROW | {"file": "elsewhere/7.png"},
        ]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for number, row in enumerate(rows):
                (folder / row["file"]).parent.mkdir(exist_ok=True)
                cv2.imwrite(str(folder / row["file"]), picture(number))
            with (folder / "manifest.tsv").open("w", newline="") as file:
                writer = csv.DictWriter(file, ROW.keys(), delimiter="\t")
                writer.writeheader()
                writer.writerows(rows)
            measured = self.measure(folder)
        digits, segments = measured.reports["jomjol-digits"], measured.reports["kazuhito-7seg"]
        self.assertEqual([o.group for o in digits.outcomes], ["lcd", "wheel", "transition", "no-digit"])
        self.assertEqual([o.group for o in segments.outcomes], ["lcd"])
        self.assertEqual([row.right.total for row in measured.spoiled["jomjol-digits"]][:3], [2, 4, 4])
        text = card_real.section(measured.reports, measured.spoiled, {})
        for heading in ("### jomjol-digits\n", "### jomjol-digits, spoiled", "### kazuhito-7seg", "### Every error"):
            self.assertIn(heading, text)


class ExportTests(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(2)
        self.committee = Committee([DialNetwork(SMALL, True).eval()], 0.7)
        self.crops = np.random.default_rng(1).integers(0, 256, (3, 32, 20)).astype(np.uint8)

    def test_test_vectors_come_back_and_a_cut_file_is_refused(self):
        data = exported.encode_vectors(self.crops, self.committee.first_look(self.crops))
        np.testing.assert_array_equal(exported.read_crops(data), self.crops)
        for wrong in (data[:-1], data + b"\0"):
            self.assertRaises(ValueError, exported.read_crops, wrong)

    def test_the_exported_network_gives_the_same_answers_and_leaves_the_other_as_it_was(self):
        before = weights.encode(self.committee)
        with torch.no_grad():
            answers = exported.exportable(self.committee)(normalise(self.crops, True)).numpy()
        np.testing.assert_allclose(answers, self.committee.first_look(self.crops), atol=1e-6)
        self.assertEqual(weights.encode(self.committee), before)

    def test_an_onnx_file_is_written_without_the_onnx_package(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dial.onnx"
            exported.export(exported.exportable(self.committee), path)
            self.assertGreater(path.stat().st_size, 4 * SMALL.parameters)

    def test_variants_are_many_different_crops_that_repeat(self):
        crops = exported.variants(self.crops)
        self.assertEqual(crops.shape, (17, 32, 20))
        self.assertEqual(len({crop.tobytes() for crop in crops}), 17)
        np.testing.assert_array_equal(crops, exported.variants(self.crops))


if __name__ == "__main__":
    unittest.main()

"""Tests of the training code: `Scripts/train --test`. They need no photographs and take a few seconds."""
import contextlib
import io
import re
import subprocess
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import numpy as np
import torch

import command
import evaluate
import real
import render
import spoil
import strokes
import together
import train
import weights
from fit import blocks, dazzle, fit
from needles import train as needle_train
from network import Committee, DialNetwork, Layout, TrainingNetwork, closer, folded, normalise, targets, unsure_of
from panels import dot_panel, segment_panel
from readout import calibration_error, circular_distance, nearest_digit, read
from wheel import Print

SMALL = Layout(2, 3, 4, 5)


def committee(temperature=1.0, closer_temperature=1.0):
    """Two small networks with random weights, the first of which is shown local contrast."""
    return Committee([DialNetwork(SMALL, local).eval() for local in (True, False)], temperature, closer_temperature)


def distribution(**mass):
    """One distribution over 101 outputs, given as step_12=0.5."""
    values = np.zeros((1, 101), np.float32)
    for name, share in mass.items():
        values[0, int(name.split("_")[1])] = share
    return values


class RendererTests(unittest.TestCase):
    def setUp(self):
        self.chunk, render.CHUNK = render.CHUNK, 8

    def tearDown(self):
        render.CHUNK = self.chunk

    def test_the_number_of_processes_does_not_change_a_set(self):
        one, two = render.render(5, 24, 1), render.render(5, 24, 2)
        for first, second in zip(one, two):
            np.testing.assert_array_equal(first, second)

    def test_a_crop_can_be_drawn_again_by_itself(self):
        crops, positions, kinds = render.render(5, 20, 1)
        crop, position, kind = render.sample(5, 17)
        np.testing.assert_array_equal(crops[17], crop)
        self.assertEqual((positions[17], kinds[17]), (np.float32(position), kind))

    def test_another_seed_gives_other_crops(self):
        self.assertFalse(np.array_equal(render.sample(5, 3)[0], render.sample(6, 3)[0]))

    def test_positions_are_in_range_or_absent_exactly_for_kind_none(self):
        _, positions, kinds = render.render(9, 200, 1)
        none = kinds == render.KINDS.index("none")
        self.assertTrue((positions[none] < 0).all() and none.any())
        self.assertTrue(((positions[~none] >= 0) & (positions[~none] <= 10)).all())

    def test_a_rolling_wheel_moves_up_and_the_next_digit_follows_from_below(self):
        face = np.zeros((10, 64, 32), np.uint8)
        face[4, 20:44], face[5, 20:44] = 255, 100
        printed = Print(face, 30, 40, 50, 0.0, 0.0, False, 0, ())
        resting = printed.draw((80, 40), 4, 0.0, (20, 40))
        rolling = printed.draw((80, 40), 4, 0.3, (20, 40))
        height = [np.flatnonzero((mask > 150).any(1)).mean() for mask in (resting, rolling)]
        self.assertAlmostEqual(height[0] - height[1], 0.3 * 50, delta=1)
        lower = np.flatnonzero(((rolling > 50) & (rolling < 150)).any(1)).max()
        self.assertGreater(lower, 70)

    def test_every_face_has_ten_different_digits(self):
        rng = np.random.default_rng(3)
        for _ in range(20):
            for face in (strokes.stroke_face(rng), segment_panel(rng).digits, dot_panel(rng).digits):
                self.assertEqual(len({face[digit].tobytes() for digit in range(10)}), 10)


class NetworkTests(unittest.TestCase):
    def test_folding_changes_nothing(self):
        torch.manual_seed(1)
        trained = TrainingNetwork(SMALL)
        for _ in range(5):
            trained(torch.randn(16, 1, 32, 20) * 2 + 1)
        trained.eval()
        for norm in (trained.norm1, trained.norm2, trained.norm3, trained.norm4):
            torch.nn.init.normal_(norm.bias)
        x = torch.randn(4, 1, 32, 20)
        with torch.no_grad():
            self.assertLess(float((trained(x) - folded(trained)(x)).abs().max()), 1e-5)

    def test_parameters_and_bytes_are_counted_right(self):
        self.assertEqual(SMALL.parameters, sum(array.numel() for array in DialNetwork(SMALL).parameters()))
        outputs = 2 + 3 + 4 + 5 + 101
        self.assertEqual(len(weights.encode(committee())), 28 + 2 * (2 + SMALL.parameters + 5 * outputs))

    def test_the_networks_stay_within_their_budget(self):
        self.assertLessEqual(Layout().multiply_adds, 1_000_000)
        self.assertLessEqual(len(weights.encode(Committee([DialNetwork() for _ in train.MEMBERS]))), 125_000)

    def test_the_same_seed_gives_the_same_weights_and_another_seed_or_view_others(self):
        crops = np.random.default_rng(1).integers(0, 256, (512, 32, 20)).astype(np.uint8)
        positions = np.linspace(-1, 9.9, 512)
        chosen = ((3, False), (3, False), (4, False), (3, True))
        found = [weights.encode(Committee([folded(fit(crops, positions, 2, seed, SMALL, local))])) for seed, local in chosen]
        self.assertEqual(found[0], found[1])
        self.assertEqual(len(set(found)), 3)

    def test_a_weight_file_comes_back_rounded_to_127_steps_of_the_largest_weight(self):
        one = committee(0.875, 0.75)
        back = weights.decode(weights.encode(one))
        self.assertEqual((back.temperature, back.closer_temperature), (0.875, 0.75))
        self.assertEqual([member.local for member in back.members], [True, False])
        for stored, source in zip(back.members, one.members):
            self.assertEqual(stored.layout, SMALL)
            for after, before in zip(stored.layers, source.layers):
                self.assertTrue(torch.equal(after.bias, before.bias.half().float()))
                rows = before.weight.flatten(1)
                off = (after.weight.flatten(1) - rows).abs().amax(1)
                self.assertTrue((off <= rows.abs().amax(1) / 127 * 0.501).all() and off.max() > 0)

    def test_a_foreign_or_cut_weight_file_is_refused(self):
        data = weights.encode(committee())
        for wrong in (b"MCD1" + data[4:], data + b"\0\0"):
            self.assertRaises(ValueError, weights.decode, wrong)

    def test_a_closer_look_moves_to_the_right_and_magnifies_around_the_middle(self):
        crops = np.zeros((1, 32, 20), np.float32)
        crops[0, :, 5] = 255
        moved = closer(crops, 1.0, 1.0)[0]
        self.assertEqual(int(moved[16].argmax()), 6)
        crops = np.arange(20, dtype=np.float32)[None, None].repeat(32, 1)
        np.testing.assert_allclose(closer(crops, 0.0, 2.0)[0, 7], (np.arange(20) - 9.5) / 2 + 9.5, atol=1e-4)

    def test_only_unsure_crops_are_looked_at_again_and_by_all(self):
        torch.manual_seed(2)
        both = committee(0.02, 0.5)
        crops = np.random.default_rng(2).integers(0, 256, (60, 32, 20)).astype(np.uint8) // (1 + np.arange(60) // 3)[:, None, None]
        first = both.first_look(crops)
        limit = float(np.median(read(first).confidence))
        with unittest.mock.patch("network.UNSURE", limit):
            last, unsure = both.probabilities(crops), unsure_of(first)
        self.assertTrue(unsure.any() and not unsure.all())
        np.testing.assert_array_equal(first[~unsure], last[~unsure])
        views = [crops, closer(crops, 1.0, 1.06), closer(crops, -1.0, 1.06)]
        mean = sum(member.logits(view) for member in both.members for view in views) / 6
        np.testing.assert_allclose(torch.softmax(mean / 0.5, 1).numpy()[unsure], last[unsure], atol=1e-5)

    def test_a_crop_too_faint_is_not_read(self):
        crops = np.stack([np.tile([100, 100 + step], (32, 10)) for step in (4, 6)]).astype(np.uint8)  # deviations 2 and 3
        none = committee().probabilities(crops)[:, 100]
        self.assertTrue(none[0] == 1 and none[1] < 1)

    def test_local_contrast_passes_over_light_and_stops_at_the_border(self):
        rng = np.random.default_rng(4)
        crops = rng.uniform(0, 100, (1, 32, 20)).astype(np.float32)
        lit = crops.copy()
        lit[:, :16] += 100
        before, after = (normalise(one, True)[0, 0] for one in (crops, lit))
        self.assertLess(float((after[22:] - before[22:]).abs().max()), 0.6)
        self.assertLess(float((after[:8] - before[:8]).abs().max()), 0.6)
        np.testing.assert_allclose(normalise(np.full((1, 32, 20), 70.0), True), 0, atol=1e-4)

    def test_an_empty_crop_is_not_blown_up(self):
        crop = np.full((1, 32, 20), 100, np.uint8)
        crop[0, 0, 0] = 102
        self.assertLess(float(normalise(crop).abs().max()), 0.6)

    def test_labels_are_circular_and_add_up_to_one(self):
        label = targets([0.0, 9.9, -1.0])
        np.testing.assert_allclose(label.sum(1), 1, atol=1e-5)
        self.assertAlmostEqual(float(label[0, 1]), float(label[0, 99]), places=6)
        self.assertEqual(int(label[1].argmax()), 99)
        self.assertEqual(float(label[2, 100]), 1)


class AugmentationTests(unittest.TestCase):
    def test_a_spot_of_light_only_brightens(self):
        crops = torch.rand(40, 32, 20) * 255
        lit = dazzle(crops, torch.Generator().manual_seed(1))
        self.assertTrue((lit >= crops - 1e-3).all())
        self.assertTrue(((lit - crops).amax((1, 2)) > 5).all())

    def test_a_poor_jpeg_keeps_what_is_even_and_loses_what_is_fine(self):
        checked = 128 + 20 * ((torch.arange(32)[:, None] + torch.arange(20)) % 2 * 2 - 1).float()
        crops = torch.stack([torch.full((32, 20), 128.0), checked])
        left = blocks(crops, torch.Generator().manual_seed(1))
        self.assertLess((left[0] - 128).abs().max(), 1e-3)
        self.assertGreater((left[1] - checked).abs().max(), 5)


class SpoilingTests(unittest.TestCase):
    def setUp(self):
        self.picture = np.random.default_rng(6).integers(0, 200, (48, 30)).astype(np.uint8)
        self.random = np.random.default_rng(7)

    def test_a_spoiled_picture_can_be_drawn_again_by_itself_whatever_the_processes(self):
        with unittest.mock.patch("render.CHUNK", 4), contextlib.redirect_stderr(io.StringIO()):
            one, two = spoil.render(5, 10, 1), spoil.render(5, 10, 2)
        for first, second in zip(one, two):
            np.testing.assert_array_equal(first, second)
        crops, position, kind = spoil.sample(5, 7)
        np.testing.assert_array_equal(one[0].reshape(10, spoil.VIEWS, 32, 20)[7], crops)
        self.assertTrue((one[1][21:24] == np.float32(position)).all() and (one[2][21:24] == kind).all())

    def test_light_only_brightens_and_burns_out(self):
        for _ in range(20):
            lit = spoil.dazzled(self.random, self.picture)
            self.assertTrue((lit.astype(int) >= self.picture).all() and lit.max() > 240)

    def test_a_dozen_rows_are_left_of_a_tiny_dial(self):
        self.assertEqual({len(spoil.tiny(self.random, self.picture)) for _ in range(200)}, set(range(10, 16)))

    def test_coarse_jpeg_changes_a_small_dial_wherever_its_grid_lies(self):
        for _ in range(20):
            left = spoil.coarse(self.random, self.picture)
            self.assertTrue(26 <= len(left) <= 40)
            self.assertGreater(np.abs(left.astype(int) - spoil.reduced(self.picture, len(left))).mean(), 3)

    def test_a_misplaced_dial_keeps_its_size_and_leaves_no_empty_corner(self):
        spot = np.full((48, 30), 100, np.uint8)
        spot[20:28, 11:19] = 200
        found = [spoil.misplaced(self.random, spot) for _ in range(50)]
        self.assertEqual({picture.shape for picture in found}, {spot.shape})
        self.assertGreaterEqual(min(picture.min() for picture in found), 100)
        middles = np.array([np.flatnonzero((picture > 150).any(0)).mean() for picture in found])
        self.assertTrue(np.ptp(middles) > 3 and np.abs(middles - 14.5).max() < 5.5)


class TogetherTests(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(8)
        self.members = [TrainingNetwork(SMALL, local).eval() for local in train.MEMBERS]
        self.committee = Committee([folded(member) for member in self.members])
        rng = np.random.default_rng(8)
        self.crops = rng.integers(0, 256, (3 * 40, 32, 20)).astype(np.uint8)
        self.positions = np.linspace(-1, 9.9, len(self.crops)).astype(np.float32)

    def improved(self, seed):
        with contextlib.redirect_stderr(io.StringIO()):
            found = together.improve(self.members, self.committee, *[(self.crops, self.positions)] * 2, 0, seed)
        return weights.encode(Committee([folded(member) for member in found]))

    def test_the_same_seed_gives_the_same_networks_and_another_others(self):
        one, again, other = self.improved(1), self.improved(1), self.improved(2)
        self.assertEqual(one, again)
        self.assertNotEqual(one, other)
        self.assertNotEqual(one, weights.encode(self.committee))

    def test_only_crops_of_which_the_first_is_unsure_are_kept_with_the_mean_of_its_looks(self):
        middle = float(np.median(read(self.committee.first_look(self.crops)).confidence))
        with unittest.mock.patch("network.UNSURE", middle):
            found = together.doubtful(self.committee, self.crops, self.positions)
        self.assertTrue(0 < len(found.positions) < len(self.positions))
        views = [found.crops, closer(found.crops, 1.0, 1.06), closer(found.crops, -1.0, 1.06)]
        mean = sum(self.committee.first.logits(view) for view in views) / 3
        np.testing.assert_allclose(found.logits.float(), mean, atol=2e-3)

    def taught(self, logits):
        """What the second network's outputs gain, above their mean, beside a first that gives these logits; the truth is 7.0."""
        unsure = together.Doubtful(torch.from_numpy(self.crops), torch.full((120,), 7.0), logits.expand(120, -1))
        before = self.members[1].state_dict()["dense2.bias"].clone()
        with unittest.mock.patch("together.OWN_SHARE", 0), contextlib.redirect_stderr(io.StringIO()):
            network = together.complement(self.members[1], 1.0, unsure, unsure, 60, 1)
        self.assertTrue(torch.equal(before, self.members[1].state_dict()["dense2.bias"]))
        gain = network.state_dict()["dense2.bias"] - before
        return gain - gain.mean()

    def test_the_second_network_learns_what_the_first_lacks_and_not_what_it_knows(self):
        lacking, known = self.taught(torch.zeros(101))[70], self.taught(2 * torch.log(targets([7.0]) + 1e-6)[0])[70]
        self.assertGreater(float(lacking), 0.01)
        self.assertLess(abs(float(known)), float(lacking) / 3)

    def test_the_common_answer_counts_where_the_first_is_neither_sure_of_a_position_nor_of_none(self):
        logits = torch.zeros(4, 101)
        logits[0, 99], logits[0, 1] = 15.0, 15.0  # one dial, around zero
        logits[1, 20], logits[1, 70] = 15.0, 15.0
        logits[2, 100] = 15.0
        self.assertEqual(together.hesitant(logits, 1.0).tolist(), [0, 1, 0, 1])
        self.assertEqual(together.hesitant(logits, 10.0).tolist(), [1, 1, 1, 1])

    def test_some_crops_are_seen_as_they_are_and_the_others_as_a_closer_look_sees_them(self):
        crops = torch.from_numpy(self.crops[:8]).float()
        seen = together.looked_at(crops, 4)
        self.assertTrue(torch.equal(seen[:4], crops[:4]))
        self.assertTrue(torch.equal(seen[4:6], closer(crops[4:6], 1.0, 1.06)))
        self.assertTrue(torch.equal(seen[6:], closer(crops[6:], -1.0, 1.06)))

    def test_spoiled_crops_are_chosen_by_their_fault(self):
        chosen = together.spoiled_choice(50, 100, torch.Generator().manual_seed(1))
        self.assertEqual([int((chosen % spoil.VIEWS == fault).sum()) for fault in range(3)], [35, 45, 20])
        self.assertTrue(0 <= int(chosen.min()) and int(chosen.max()) < 150)


class ReadoutTests(unittest.TestCase):
    def test_a_value_is_averaged_across_zero(self):
        readout = read(distribution(step_99=0.4, step_0=0.2, step_1=0.4))
        self.assertLess(float(circular_distance(readout.value[0], 0.0)), 1e-5)
        self.assertAlmostEqual(float(readout.confidence[0]), 1, places=6)
        self.assertEqual(int(readout.digit[0]), 0)

    def test_positions_round_to_digits_on_the_circle(self):
        np.testing.assert_array_equal(nearest_digit(np.array([9.6, 0.4, 4.5, -1.0])), [0, 0, 5, -1])

    def test_honest_confidence_has_no_calibration_error(self):
        confidence, right = np.full(10, 0.8), np.arange(10) < 8
        self.assertAlmostEqual(calibration_error(confidence, right), 0, places=6)
        self.assertAlmostEqual(calibration_error(confidence, ~right), 0.6, places=6)

    def test_a_rolling_wheel_is_judged_by_its_upper_digit(self):
        row = {"label": "N", "shows": "transition", "upper": "9", "kind": "digit_rolling_crop"}
        for step, good in (("step_90", True), ("step_99", True), ("step_1", True), ("step_3", False), ("step_87", False)):
            readout = read(distribution(**{step: 1.0}))
            self.assertEqual(bool(real.judge(row, readout, 0)[1]), good, step)

    def test_rendered_measurement_counts_misreadings(self):
        network = committee()
        crops, positions, kinds = (np.stack(column) for column in zip(*(render.sample(2, n) for n in range(150))))
        report = evaluate.measure(network, crops, positions, kinds)
        self.assertLess(report.still["wheel"][1], 0.5)


class CommandTests(unittest.TestCase):
    def refused(self, trainer, *words):
        with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(io.StringIO()):
            trainer.arguments(words)
        self.assertEqual(ended.exception.code, command.EXIT_USAGE)

    def test_the_help_names_every_option_and_default(self):
        script = str(command.ROOT / "Scripts" / "train")
        text = subprocess.run(["bash", script, "--help"], capture_output=True, text=True, check=True).stdout
        named = set(re.findall(r"^  (--[a-z-]+)", text, re.MULTILINE))
        known = {f"--{name.replace('_', '-')}" for trainer in (train, needle_train) for name in vars(trainer.arguments([]))}
        self.assertEqual(named, known)
        dial, needle = train.arguments([]), needle_train.arguments([])
        self.assertIn(f"(default: dial {dial.seed}, needle {needle.seed})", text)
        for default in (dial.crops, dial.epochs, dial.processes, needle.pictures, needle.passes):
            self.assertIn(f"(default {default})", text)

    def test_options_of_the_other_network_and_senseless_ones_are_refused(self):
        self.refused(train, "--pictures", "5000")
        self.refused(needle_train, "--crops", "5000")
        self.refused(train, "--crops", "10")
        self.refused(needle_train, "--passes", "0")

    def test_a_card_without_weights_is_refused_before_any_work(self):
        for trainer in (train, needle_train):
            with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()) as said:
                with self.assertRaises(SystemExit) as ended:
                    trainer.run(trainer.arguments(["--card-only", "--out", folder, "--build", folder]))
            self.assertEqual(ended.exception.code, command.EXIT_NO_INPUT)
            self.assertIn("no weights to describe", said.getvalue())

    def test_a_trial_run_writes_into_the_build_folder_and_a_full_one_into_the_checkout(self):
        with tempfile.TemporaryDirectory() as folder:
            trial = command.outputs(train.arguments(["--quick", "--build", folder]))
            self.assertTrue(trial.model.is_relative_to(Path(folder)) and trial.vectors.is_dir())
            elsewhere = command.outputs(needle_train.arguments(["--quick", "--out", f"{folder}/there"]))
            self.assertTrue(elsewhere.model.is_relative_to(Path(folder) / "there"))
        self.assertEqual(command.outputs(train.arguments([])).model, command.ROOT / "Sources" / "RecognitionModel")


if __name__ == "__main__":
    unittest.main()

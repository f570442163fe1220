"""Tests of the needle network's training code: `Scripts/train --test`. They need no photographs and take a few seconds."""
import hashlib
import unittest

import numpy as np
import torch

from command import ROOT

from . import evaluate, examples, export, fit, gears, polar
from .network import NeedleNetwork, multiply_adds
from .train import samples

VECTORS = ROOT / "Tests" / "RecognitionTests" / "Vectors" / "needles.bin"
WEIGHTS = ROOT / "Sources" / "RecognitionModel" / "needle.bin"


def digest(*arrays):
    """A fingerprint of arrays, bit by bit."""
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()


def network(seed):
    """An untrained rounded network whose batch norms have something to fold."""
    torch.manual_seed(seed)
    made = NeedleNetwork()
    for layer in made.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(layer.bias)
            torch.nn.init.uniform_(layer.running_var, 0.5, 2)
    return export.rounded(made, 0.8)


class RendererTests(unittest.TestCase):
    def test_the_same_seed_gives_the_same_dials_and_another_seed_others(self):
        one, same, other = (digest(*examples.make(12, seed)) for seed in (5, 5, 6))
        self.assertEqual(one, same)
        self.assertNotEqual(one, other)

    def test_fewer_pictures_are_the_first_of_many(self):
        few, many = examples.make(4, 5), examples.make(9, 5)
        for first, second in zip(few, many):
            np.testing.assert_array_equal(first, second[: len(first)])

    def test_what_else_draws_random_numbers_changes_nothing(self):
        one = digest(*examples.make(6, 5))
        np.random.seed(1)
        torch.manual_seed(1)
        self.assertEqual(one, digest(*examples.make(6, 5)))

    def test_positions_are_steps_of_a_turn_or_absent_and_sizes_are_of_the_sensor(self):
        _, steps, sizes = examples.make(60, 7)
        self.assertTrue((steps == -1).any())
        self.assertTrue((((steps >= 0) & (steps <= 100)) | (steps == -1)).all())
        self.assertTrue(((sizes > 12) & (sizes < 76)).all())

    def test_a_sheet_of_samples_comes_out_the_same(self):
        self.assertEqual(digest(samples(3)), digest(samples(3)))


class WeightFileTests(unittest.TestCase):
    def test_a_weight_file_comes_back_as_it_was(self):
        made = network(1)
        data = export.encode(made)
        back = export.decode(data)
        grids = np.random.default_rng(1).normal(0, 1, (5, polar.RADII, polar.ANGLES))
        self.assertTrue(torch.equal(fit.logits_of(made, grids), fit.logits_of(back, grids)))
        self.assertEqual(export.encode(back), data)
        self.assertEqual(len(data), 12 + 2 * export.parameters(back))

    def test_a_foreign_cut_or_damaged_weight_file_is_refused(self):
        data = export.encode(network(1))
        for wrong in (b"MCN2" + data[4:], data[:-2], data + b"\0\0", data[:40] + bytes([data[40] ^ 1]) + data[41:], b""):
            self.assertRaises(ValueError, export.decode, wrong)

    def test_the_stored_weights_give_the_stored_vectors(self):
        """The recipe's seed is 11; the vectors' is two above it. On another processor the last bits may differ."""
        made = export.encode_vectors(export.decode(WEIGHTS.read_bytes()), 13)
        self.assertEqual(len(made), len(VECTORS.read_bytes()))
        logits, expected = (np.frombuffer(data[-404:], "<f4") for data in (made, VECTORS.read_bytes()))
        np.testing.assert_allclose(logits, expected, atol=0.01)


    def test_the_card_names_the_stored_weights_and_they_are_small_enough(self):
        data = WEIGHTS.read_bytes()
        self.assertIn(hashlib.sha256(data).hexdigest(), (WEIGHTS.parent / "NEEDLE.md").read_text())
        self.assertLess(len(data), 30_000)
        self.assertLess(multiply_adds(), 1_000_000)


class TrainingTests(unittest.TestCase):
    def test_the_same_seed_gives_the_same_weights_and_another_seed_others(self):
        rng = np.random.default_rng(1)
        grids = rng.normal(0, 1, (512, polar.RADII, polar.ANGLES)).astype(np.float16)
        truth = rng.uniform(-1, 100, 512).astype(np.float32)
        one, same, other = (
            export.encode(export.rounded(fit.train(grids, truth, 2, seed, str), 1.0)) for seed in (3, 3, 4)
        )
        self.assertEqual(one, same)
        self.assertNotEqual(one, other)

    def test_rounding_takes_the_temperature_in(self):
        torch.manual_seed(2)
        made = NeedleNetwork().eval()
        grids = np.random.default_rng(1).normal(0, 1, (5, polar.RADII, polar.ANGLES))
        plain, cooled = fit.logits_of(made, grids), fit.logits_of(export.rounded(made, 0.5), grids)
        np.testing.assert_allclose(cooled, plain / 0.5, atol=0.02)


class MeasurementTests(unittest.TestCase):
    def test_errors_are_signed_and_go_the_short_way_round(self):
        signed = evaluate.signed_errors(np.array([0.1, 9.9, 5.0]), np.array([9.9, 0.1, 4.0]))
        np.testing.assert_allclose(signed, [0.2, -0.2, 1.0], atol=1e-9)

    def test_good_readings_and_opposite_ends_are_counted(self):
        counted = evaluate.figures(np.array([0.1, -0.2, 0.4, -4.9, 0.05]))
        self.assertEqual((counted.count, counted.good, counted.opposite), (5, 3, 1))
        self.assertAlmostEqual(counted.median, 0.2)
        self.assertAlmostEqual(counted.bias, -0.91)

    def test_a_spread_that_tells_the_errors_is_called_honest(self):
        """Seed 1: errors drawn from the spreads that are claimed."""
        rng = np.random.default_rng(1)
        spread = rng.choice([0.09, 0.3, 0.8], 6000)
        told = evaluate.honesty(rng.normal(0, spread), spread)
        self.assertAlmostEqual(told.within[0], 0.683, delta=0.02)
        self.assertAlmostEqual(told.within[1], 0.954, delta=0.02)
        for _, _, claimed, seen, _, _ in told.bins:
            self.assertAlmostEqual(seen / claimed, 1, delta=0.06)
        self.assertEqual(evaluate.honesty(np.array([2.0, 2.0, 0.1]), np.array([0.9, 0.1, 0.9])).flagged_misses, 1)

    def test_the_spread_of_two_needles_is_their_distance(self):
        halves = np.zeros((2, 101), np.float32)
        halves[:, 98] = halves[0, 8] = 0.5
        halves[1, 100] = 0.5
        np.testing.assert_allclose(evaluate.spreads(halves, np.array([9.8, 9.8])), [0.5**0.5, 0], atol=1e-6)

    def test_gears_tie_a_needle_to_the_next_finer_one(self):
        self.assertAlmostEqual(gears.fitted(6.6, 7.6), 6.76)
        self.assertAlmostEqual(gears.fitted(0.1, 9.5), 9.95)
        files = ["a/6.6_zeiger3_2019-09-05_20-13-40.jpg", "a/7.6_zeiger4_2019-09-05_20-13-40.jpg", "a/other.png"]
        np.testing.assert_allclose(gears.truths(files), [6.76, np.nan, np.nan])

    def test_the_mirrored_and_turned_dial_is_the_same_dial(self):
        photo, views, _ = examples.example(np.random.default_rng(4))
        centre, u, v, _, _ = views[0]
        plain = polar.unwrap(photo, centre, u, v, 0.0, 1, exact=True)
        turned = polar.unwrap(photo, centre, u, v, 0.25, 1, exact=True)
        mirrored = polar.unwrap(photo, centre, u, v, 0.0, -1, exact=True)
        np.testing.assert_allclose(turned, np.roll(plain, -25, 1), atol=1e-3)
        np.testing.assert_allclose(mirrored, np.roll(plain[:, ::-1], 1, 1), atol=1e-3)


if __name__ == "__main__":
    unittest.main()

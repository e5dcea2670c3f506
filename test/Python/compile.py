"""From a graph to a bitstream and to spikes."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import copy
import pickle
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
from standins import GraphHolder, GraphModule, alias, lif, linear, nodes

import tidepool


def recurrent(hidden=6, bias=0.0, **options):
    """A network of 3 inputs, hidden neurons that feed their neighbours, and 2 outputs."""
    random = np.random.default_rng(7)
    near = np.abs(np.subtract.outer(range(hidden), range(hidden))) < 5
    inputs = nodes(3)
    current = linear("w_in", inputs, random.uniform(0.2, 1.0, (3, hidden)), **options)
    spikes = lif("hidden", current, bias=bias)
    linear("w_rec", spikes, near * random.uniform(-0.3, 0.3, (hidden, hidden)), outputs=current)
    return GraphHolder(inputs, lif("readout", linear("w_out", spikes, random.uniform(0.1, 1.0, (hidden, 2)))), "recurrent")


RASTER = np.random.default_rng(8).integers(0, 3, (40, 3))


class Compile(unittest.TestCase):
    def test_what_comes_back(self):
        compiled = tidepool.compile(recurrent(), chip="xylo_a3")
        self.assertEqual(compiled.bitstream[:4], b"\x89XBT")
        self.assertEqual(compiled.ids, {"hidden": {"hidden": list(range(6))}, "output": {"readout": [0, 1]}, "ien": 6, "oen": 6})
        self.assertEqual(compiled.report["hidden"], {"used": 6, "available": 992})
        self.assertEqual(compiled.report["loops"], [["hidden", "w_rec"]])
        self.assertEqual(compiled.warnings, [])
        with tempfile.TemporaryDirectory() as folder:
            compiled.save(Path(folder) / "net.xbit")
            self.assertEqual((Path(folder) / "net.xbit").read_bytes(), compiled.bitstream)

    def test_the_same_bytes_every_time(self):
        self.assertEqual(tidepool.compile(recurrent(), "xylo_a2").bitstream, tidepool.compile(recurrent(), "xylo_a2").bitstream)

    def test_quantize(self):
        options = [tidepool.compile(recurrent(), "xylo_a3", quantize=method).image.provenance.options
                   for method in ("channel", "global", "global-fuzzy")]
        self.assertEqual([text.split("quantize=")[1] for text in options], ["channel", "global", "global-fuzzy"])

    def test_nodes_decide_where_weights_go(self):
        """Weights over permuted nodes become the permuted weights."""
        matrix = np.arange(1.0, 10.0).reshape(3, 3)

        def network(order, weights):
            inputs = nodes(3)
            current = nodes(3)
            linear("w_in", inputs, weights, outputs=[current[k] for k in order])
            return GraphHolder(inputs, lif("out", linear("w_out", lif("hidden", current), np.eye(3))), "net")

        order = [2, 0, 1]
        straight = np.empty((3, 3))
        straight[:, order] = matrix
        images = [tidepool.compile(graph, "xylo_a3", "global").image
                  for graph in (network(order, matrix), network([0, 1, 2], straight))]
        np.testing.assert_array_equal(images[0].bank("IWTRAM"), images[1].bank("IWTRAM"))
        np.testing.assert_array_equal(images[0].bank("IWTRAM").reshape(3, 3)[:, order], np.rint(matrix * 127 / 9))

    def test_parallel_weights_add_up(self):
        inputs = nodes(1)
        current = linear("a", inputs, [[1.0, 0.25]])
        linear("b", inputs, [[0.0, 0.25]], outputs=current)
        graph = GraphHolder(inputs, lif("out", linear("w", lif("hidden", current), np.eye(2))), "net")
        image = tidepool.compile(graph, "xylo_a3", "global").image
        self.assertEqual(image.bank("IWTRAM").tolist(), [127, 64])

    def compile_sparse_and_dense(self, weights):
        """Compiles neurons with `weights` among them both ways."""
        inputs = nodes(2)
        current = linear("w_in", inputs, np.ones((2, len(weights))))
        spikes = lif("hidden", current)
        linear("w_rec", spikes, weights, outputs=current)
        outputs = lif("out", linear("w_out", spikes, np.ones((len(weights), 1), np.float32)))
        graph = GraphHolder(inputs, outputs, "net")
        sparse = tidepool.compile(graph, "xylo_a2")
        with mock.patch("tidepool._mlir.SPARSITY", 10**6):
            dense = tidepool.compile(graph, "xylo_a2")
        self.assertEqual([b"sparse<" in compiled.network for compiled in (sparse, dense)], [True, False])
        self.assertEqual(sparse.bitstream, dense.bitstream)

    def test_sparse_weights_mean_what_dense_ones_do(self):
        random = np.random.default_rng(9)
        for dtype in (np.float16, np.float32, np.float64):
            weights = np.zeros(20 * 20, dtype)
            weights[random.choice(weights.size, 40, replace=False)] = random.standard_normal(40)
            self.compile_sparse_and_dense(weights.reshape(20, 20))

    def test_sparse_weights_at_the_ends(self):
        for dtype in (np.float32, np.float64):
            weights = np.full((20, 20), -0.0, dtype)
            weights[-1, -1] = 0.5
            self.compile_sparse_and_dense(weights)
            weights[0, 0] = np.finfo(dtype).smallest_subnormal
            self.compile_sparse_and_dense(weights)

    def test_aliases(self):
        inputs = nodes(2)
        first = lif("first", linear("a", inputs, np.eye(2)))
        second = lif("second", linear("b", first, np.eye(2)))
        alias("skip", first, second[::-1])
        graph = GraphHolder(inputs, lif("out", linear("c", second, np.eye(2))), "net")
        image = tidepool.compile(graph, "xylo_a3").image
        self.assertEqual(next(s for s in image.segments if s.name == "HARAM").words[:2].tolist(), [3, 2])

    def test_biases_arrive(self):
        image = tidepool.compile(recurrent(bias=0.1), "xylo_a2").image
        self.assertIn("bias", image.features)
        self.assertTrue((image.bank("NBRAM")[:6] > 0).all())

    def test_prune(self):
        inputs = nodes(1)
        outputs = lif("out", linear("w", lif("hidden", linear("in", inputs, [[1.0]])), [[1.0]]))
        lif("dead", linear("nowhere", inputs, [[1.0]]))
        graph = GraphHolder(inputs, outputs, "net")
        compiled = tidepool.compile(graph, "xylo_a3")
        self.assertEqual(sorted(compiled.ids["hidden"]), ["dead", "hidden"])
        self.assertEqual([(w.severity, w.rule) for w in compiled.warnings][0], ("warning", "dead-module"))
        self.assertEqual(list(tidepool.compile(graph, "xylo_a3", prune=True).ids["hidden"]), ["hidden"])

    def test_biases_of_weights(self):
        graph = recurrent(biases=np.full(6, 0.1))
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(graph, "xylo_a3")
        self.assertEqual(caught.exception.rules, ["weight-bias"])
        self.assertIn("bias", tidepool.compile(graph, "xylo_a3", weight_bias="fold").image.features)
        self.assertNotIn("bias", tidepool.compile(graph, "xylo_a3", weight_bias="drop").image.features)

    def test_further_options(self):
        inputs = nodes(1)
        outputs = lif("out", lif("hidden", linear("in", inputs, [[1.0]])))
        graph = GraphHolder(inputs, outputs, "net")
        with self.assertRaises(tidepool.DesignRuleError):
            tidepool.compile(graph, "xylo_a3")
        self.assertIn("out", tidepool.compile(graph, "xylo_a3", options=["--repair=all"]).ids["output"])


class Refusals(unittest.TestCase):
    def test_design_rules(self):
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(recurrent(hidden=200), chip="xylo_a3")
        error = caught.exception
        self.assertEqual(error.rules, ["input-expansion", "output-expansion"])
        first = error.diagnostics[0]
        self.assertEqual((first.severity, first.rule, first.value, first.limit, first.modules),
                         ("error", "input-expansion", 200, 128, ("hidden",)))
        self.assertIn("let fewer neurons see the input", str(error))

    def test_many_modules_are_not_all_listed(self):
        """A layer for each of many hidden neurons: the error names some of them."""
        inputs = nodes(1)
        outputs = nodes(1)
        for _ in range(130):
            linear("out", lif("n", linear("in", inputs, [[1.0]])), [[1.0]], outputs=outputs)
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(GraphHolder(inputs, lif("readout", outputs), "wide"), "xylo_a3")
        error = caught.exception.diagnostics[0]
        self.assertEqual((len(error.modules), error.more_modules, error.more_errors), (16, 114, 0))
        self.assertIn("  'n#15' has 1\n  ... and 114 more modules", str(caught.exception))

    def test_many_errors_are_not_all_told(self):
        """Each of many weights feeds weights."""
        inputs = outputs = nodes(1)
        for _ in range(111):
            outputs = linear("w", outputs, [[1.0]])
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(GraphHolder(inputs, lif("readout", outputs), "deep"), "xylo_a3")
        found = [d for d in caught.exception.diagnostics if d.rule == "consecutive-weights"]
        self.assertEqual((len(found), found[-1].more_errors), (101, 10))
        self.assertEqual(str(found[-1]),
                         "[consecutive-weights] 10 more violations of this rule, the first of them here")

    def test_a_module_that_no_chip_can_hold(self):
        inputs, outputs = nodes(1), nodes(1)
        GraphModule(inputs, outputs, "features")
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(GraphHolder(inputs, outputs, "net"), "xylo_a3")
        self.assertIn("module-kind", caught.exception.rules)

    def test_what_the_verifier_refuses(self):
        inputs = nodes(1)
        graph = GraphHolder(inputs, lif('the "n" é', inputs, threshold=-1.0), "net")
        for call in (lambda: tidepool.compile(graph, "xylo_a3"), lambda: tidepool.check(graph)):
            with self.assertRaisesRegex(tidepool.CompileError, "threshold") as caught:
                call()
            self.assertNotIsInstance(caught.exception, tidepool.DesignRuleError)
            self.assertEqual(caught.exception.diagnostics[0].modules, ('the "n" é',))
            self.assertIn("\n  in 'the \"n\" é'", str(caught.exception))

    def test_each_remark_names_its_module(self):
        inputs = current = nodes(1)
        for k in range(3):
            current = lif(f"n{k}", linear(f"w{k}", current, [[1.0]], biases=np.zeros(1)))
        report = tidepool.compile(GraphHolder(inputs, current, "net"), "xylo_a3", options=["--repair=all"])
        names = [f"{kind}{k}" for k in range(3) for kind in "wn"]  # both have biases that are zero
        remarks = [d for d in report.warnings if d.severity == "remark"]
        self.assertEqual([(d.modules, d.notes) for d in remarks], [((name,), (f"in '{name}'",)) for name in names])

    def test_command_lines(self):
        for arguments in ({"chip": "xylo_b9"}, {"chip": "xylo_a3", "quantize": "by guess"},
                          {"chip": "xylo_a3", "options": ["--nonsense"]}):
            with self.assertRaisesRegex(tidepool.CompileError, "xylo_b9|by guess|--nonsense"):
                tidepool.compile(recurrent(), **arguments)

    def test_options_that_python_gives(self):
        for option in ("--help", "-h", "--version", "-o=elsewhere.xbit", "-o", "--chip=xylo_a2", "-emit=core", "--diagnostics=text"):
            for call in (lambda: tidepool.compile(recurrent(), "xylo_a3", options=["--prune", option]),
                         lambda: tidepool.check(recurrent(), options=[option])):
                with self.assertRaisesRegex(tidepool.CompileError, f"option '{option}' has no place here"):
                    call()

    def test_options_that_are_no_list(self):
        for options in ("--prune", b"--prune", None, 3, [None], [b"--prune"]):
            with self.assertRaisesRegex(tidepool.CompileError, r"options has to be a list, such as \['--prune'\], but is"):
                tidepool.compile(recurrent(), "xylo_a3", options=options)

    def test_errors_can_be_copied_and_sent(self):
        with self.assertRaises(tidepool.DesignRuleError) as caught:
            tidepool.compile(recurrent(hidden=200), chip="xylo_a3")
        for other in (copy.copy(caught.exception), pickle.loads(pickle.dumps(caught.exception))):
            self.assertEqual((str(other), other.rules), (str(caught.exception), ["input-expansion", "output-expansion"]))


class Results(unittest.TestCase):
    def test_they_can_be_copied_and_sent(self):
        compiled = tidepool.compile(recurrent(), "xylo_a3")
        compiled.image
        for other in (copy.deepcopy(compiled), pickle.loads(pickle.dumps(compiled))):
            np.testing.assert_array_equal(other.run(RASTER).output, compiled.run(RASTER).output)
            self.assertEqual(other.image.sizes, compiled.image.sizes)
        check = tidepool.check(recurrent())
        self.assertEqual(pickle.loads(pickle.dumps(check)).report, check.report)

    def test_what_a_console_shows(self):
        self.assertEqual(repr(tidepool.check(recurrent(hidden=200))), "Check(chips=['xylo_a1', 'xylo_a2'])")
        run = tidepool.compile(recurrent(), "xylo_a3").run(RASTER[:1])
        self.assertEqual(repr(run), "Run(output=array([[0, 0]], dtype=uint8), picture=None)")


class Check(unittest.TestCase):
    def test_all_chips(self):
        check = tidepool.check(recurrent(hidden=200))
        self.assertEqual(check.chips, ["xylo_a1", "xylo_a2"])
        self.assertTrue(check)
        self.assertEqual(check.rules["xylo_a3"], ["input-expansion", "output-expansion"])
        self.assertEqual(check.rules["xylo_a2"], [])
        self.assertIn("xylo_a2: holds it", str(check))
        self.assertIn("error: [input-expansion] 200 hidden neurons", str(check))

    def test_no_chip(self):
        inputs = nodes(1)
        check = tidepool.check(GraphHolder(inputs, inputs, "net"))
        self.assertFalse(check)
        self.assertEqual(check.chips, [])

    def test_one_chip(self):
        self.assertEqual(list(tidepool.check(recurrent(), chip="xylo_imu").diagnostics), ["xylo_imu"])

    def test_command_line(self):
        with self.assertRaisesRegex(tidepool.CompileError, "--nonsense"):
            tidepool.check(recurrent(), options=["--nonsense"])


class Simulate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.compiled = tidepool.compile(recurrent(), "xylo_a3")

    def test_run(self):
        run = self.compiled.run(RASTER)
        self.assertEqual(run.output.shape, (40, 2))
        self.assertGreater(run.output.sum(), 0)
        self.assertEqual({name: array.shape for name, array in run.traces.items()},
                         {"hid_spikes": (40, 6), "isyn": (40, 6), "isyn2": (40, 6), "vmem": (40, 6),
                          "out_spikes": (40, 2), "isyn_out": (40, 2), "vmem_out": (40, 2)})
        np.testing.assert_array_equal(run.traces["out_spikes"], run.output)
        self.assertEqual(run.traces["vmem"].dtype, np.int16)
        self.assertEqual(run.summary["steps"], 40)
        self.assertEqual(self.compiled.run(RASTER, traces=False).traces, {})

    def test_run_reference(self):
        graph, chip = (self.compiled.run_reference(RASTER, schedule) for schedule in ("graph", "chip"))
        self.assertEqual(graph.traces["vmem"].dtype, np.float64)
        self.assertEqual(chip.output.max(), 1)
        self.assertFalse(np.array_equal(graph.output, chip.output))

    def test_a_step_by_hand(self):
        """One input spike over a weight of 0.5 into a neuron, as docs/Graph.md defines it."""
        inputs = nodes(1)
        hidden = lif("hidden", linear("w", inputs, [[0.5]]), tau_mem=0.02, tau_syn=0.01)
        graph = GraphHolder(inputs, lif("out", linear("w_out", hidden, [[1.0]])), "net")
        run = tidepool.compile(graph, "xylo_a3").run_reference([[1], [0]])
        current = 0.5 * np.exp(-0.1)
        np.testing.assert_allclose(run.traces["isyn"][:, 0], [current, current * np.exp(-0.1)])
        np.testing.assert_allclose(run.traces["vmem"][:, 0], [current, current * np.exp(-0.05) + current * np.exp(-0.1)])

    def test_rasters_of_any_type(self):
        expected = self.compiled.run(RASTER > 0).output
        for dtype in (np.int8, np.uint32, ">i8", np.float32):
            np.testing.assert_array_equal(self.compiled.run((RASTER > 0).astype(dtype)).output, expected)
        np.testing.assert_array_equal(self.compiled.run(np.asfortranarray(RASTER > 0)).output, expected)
        np.testing.assert_array_equal(self.compiled.run((RASTER > 0).tolist()).output, expected)

    def test_several_recordings(self):
        both = self.compiled.run(np.stack([RASTER, RASTER[::-1]]))
        self.assertEqual(both.output.shape, (2, 40, 2))
        self.assertEqual(both.traces["vmem"].shape, (2, 40, 6))
        np.testing.assert_array_equal(both.output[0], self.compiled.run(RASTER).output)

    def test_rasters_that_are_none(self):
        for raster, message in (
                (np.zeros((4, 2)), "has shape (4, 2); the network takes (steps, 3)"),
                (np.zeros(3), "has shape (3,)"),
                (np.zeros((0, 3)), "there has to be a step"),
                (np.full((4, 3), 0.5), "has fractions"),
                (np.full((4, 3), -1), "has -1 to -1 spikes"),
                (np.full((4, 3), 2**32), "counts are 0 to 4294967295"),
                (np.full((4, 3), np.nan), "has nan to nan spikes"),
                (np.zeros((4, 3), complex), "has numbers of type complex128"),
                (np.zeros((4, 3), object), "has numbers of type object"),
                (np.ma.masked_array(np.ones((4, 3)), mask=np.eye(4, 3)), "some of its numbers are masked"),
                ([[1, 2, 3], [1]], "cannot be read as an array")):
            with self.assertRaises(tidepool.RasterError) as caught:
                self.compiled.run(raster)
            self.assertIn(message, str(caught.exception))

    def test_what_the_simulator_refuses(self):
        with self.assertRaisesRegex(tidepool.ToolError, "by chance"):
            self.compiled.run_reference(RASTER, schedule="by chance")


if __name__ == "__main__":
    unittest.main()

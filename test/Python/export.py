"""What the networks that graphs become look like."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import gc
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
from standins import (GenericNeurons, GraphHolder, GraphModule, LIFNeuronWithSynsRealValue, LinearWeights,
                      RateNeuronWithSynsRealValue, alias, lif, linear, nodes)

import tidepool
from tidepool._mlir import _without_garbage_collection, to_mlir

ONES = np.ones((2, 2))


def lines(inputs, outputs, name="net"):
    """The lines of a network, without the first and the last two."""
    text = to_mlir(GraphHolder(inputs, outputs, name)).decode()
    head, *body = text.splitlines()
    assert head == f"graph.network @\"{name}\"(%inputs: !graph.nodes<{len(inputs)}>) -> !graph.nodes<{len(outputs)}> {{", head
    return [line.strip() for line in body[:body.index("}")]]


class Modules(unittest.TestCase):
    """Each class becomes its op."""

    def test_weights_and_lif_neurons(self):
        inputs = nodes(2)
        outputs = lif("hidden", linear("w", inputs, [[0.5, -0.25, 0.0], [1.0, 0.0, 1e-7]]), tau_mem=0.02, bias=0.5)
        self.assertEqual(lines(inputs, outputs), [
            '%m0 = graph.linear_weights %inputs {name = "w", weights = dense<[[0.5, -0.25, 0.0], [1.0, 0.0, 1.0e-07]]> '
            ': tensor<2x3xf64>} : !graph.nodes<2> -> !graph.nodes<3>',
            '%m1 = graph.lif_neurons %m0 {name = "hidden", tau_mem = dense<0.02> : tensor<3xf64>, '
            'tau_syn = dense<0.008> : tensor<3xf64>, threshold = dense<1.0> : tensor<3xf64>, '
            'bias = dense<0.5> : tensor<3xf64>, dt = 0.001 : f64} : !graph.nodes<3> -> !graph.nodes<3>',
            'graph.output %m1 : !graph.nodes<3>',
        ])

    def test_time_constants_of_synapses_in_rows(self):
        """A row for each neuron, or one for all of them, as Rockpool's modules of NumPy and JAX give them."""
        def time_constants(value, synapses):
            inputs, outputs = nodes(3 * synapses), nodes(3)
            LIFNeuronWithSynsRealValue(inputs, outputs, "n", tau_mem=0.02, tau_syn=np.array(value), threshold=1.0)
            return lines(inputs, outputs)[0].split("tau_syn = dense<")[1].split(">")[0]

        self.assertEqual(time_constants([[0.01], [0.02], [0.03]], 1), "[0.01, 0.02, 0.03]")
        self.assertEqual(time_constants([[0.01, 0.1], [0.02, 0.2], [0.03, 0.3]], 2), "[0.01, 0.1, 0.02, 0.2, 0.03, 0.3]")
        self.assertEqual(time_constants([[0.01, 0.1]], 2), "[0.01, 0.1, 0.01, 0.1, 0.01, 0.1]")
        self.assertEqual(time_constants([[0.01]], 1), "0.01")

    def test_biases_and_rate_neurons(self):
        inputs, outputs = nodes(2), nodes(2)
        currents = linear("w", inputs, ONES, biases=np.array([1, 2], np.float32))
        RateNeuronWithSynsRealValue(currents, outputs, "rates", tau=0.05, bias=[], dt=None)
        weights, rates, _ = lines(inputs, outputs)
        self.assertIn("biases = dense<[1.0, 2.0]> : tensor<2xf32>", weights)
        self.assertIn('graph.rate_neurons %m0 {name = "rates", tau = dense<0.05> : tensor<2xf64>}', rates)

    def test_modules_without_parameters(self):
        inputs, outputs = nodes(4), nodes(2)
        features = nodes(2)
        GraphModule(inputs, features, "features")
        GenericNeurons(features, outputs, "")
        plain, generic, _ = lines(inputs, outputs)
        self.assertEqual(plain, '%m0 = graph.module(%inputs) {name = "features"} : (!graph.nodes<4>) -> !graph.nodes<2>')
        self.assertEqual(generic, '%m1 = graph.generic_neurons %m0 {} : !graph.nodes<2> -> !graph.nodes<2>')

    def test_a_plain_module_may_have_no_outputs(self):
        inputs = nodes(1)
        GraphModule(inputs, [], "monitor")
        module, _ = lines(inputs, inputs)
        self.assertEqual(module, 'graph.module(%inputs) {name = "monitor"} : (!graph.nodes<1>) -> ()')

    def test_classes_are_known_by_what_they_are_derived_from(self):
        inputs, outputs = nodes(2), nodes(2)
        type("MyWeights", (LinearWeights,), {})(inputs, outputs, "w", weights=ONES, biases=None)
        self.assertIn("graph.linear_weights", lines(inputs, outputs)[0])

    def test_a_network_is_asked_for_its_graph(self):
        class Net:
            def as_graph(self):
                inputs = nodes(1)
                return GraphHolder(inputs, linear("w", inputs, [[1.0]]), "of a module")

        self.assertIn(b'@"of a module"', to_mlir(Net()))

    def test_a_single_module_is_a_graph(self):
        module = LinearWeights(nodes(2), nodes(2), "w", weights=ONES, biases=None)
        self.assertIn(b"%m0 = graph.linear_weights %inputs", to_mlir(module))


class Connections(unittest.TestCase):
    """Nodes are connected as they were, not as their modules look."""

    def test_permuted(self):
        inputs = nodes(3)
        outputs = linear("w", [inputs[2], inputs[0], inputs[1]], np.ones((3, 1)))
        self.assertEqual(lines(inputs, outputs)[0],
                         "%v0 = graph.select %inputs[2, 0, 1] : !graph.nodes<3> -> !graph.nodes<3>")

    def test_concatenated(self):
        inputs = nodes(3)
        first, second = linear("a", inputs, np.ones((3, 1))), linear("b", inputs, np.ones((3, 2)))
        self.assertEqual(lines(inputs, [*second, *first])[2],
                         "%v0 = graph.concat %m1, %m0 : (!graph.nodes<2>, !graph.nodes<1>) -> !graph.nodes<3>")

    def test_partial(self):
        inputs = nodes(2)
        current = nodes(3)
        linear("w", inputs, ONES, outputs=[current[2], current[0]])
        self.assertEqual(lines(inputs, current)[1:],
                         ["%v0 = graph.select %m0[1, 0] : !graph.nodes<2> -> !graph.nodes<2>",
                          "%v1 = graph.place %v0[0, 2] : !graph.nodes<2> -> !graph.nodes<3>",
                          "graph.output %v1 : !graph.nodes<3>"])

    def test_shared_nodes_are_merged(self):
        inputs = nodes(2)
        current = linear("a", inputs, ONES)
        linear("b", inputs, ONES, outputs=current)
        self.assertEqual(lines(inputs, current)[2], "%v0 = graph.merge %m0, %m1 : !graph.nodes<2>")

    def test_a_node_twice_among_the_outputs_of_a_module(self):
        inputs, node = nodes(1), nodes(1)
        linear("w", inputs, [[1.0, 2.0]], outputs=node * 2)
        self.assertEqual(lines(inputs, node)[1:4],
                         ["%v0 = graph.select %m0[0] : !graph.nodes<2> -> !graph.nodes<1>",
                          "%v1 = graph.select %m0[1] : !graph.nodes<2> -> !graph.nodes<1>",
                          "%v2 = graph.merge %v0, %v1 : !graph.nodes<1>"])

    def test_open_nodes(self):
        inputs, free = nodes(1), nodes(2)
        current = linear("w", free, ONES)
        self.assertEqual(lines(inputs, current)[0], "%v0 = graph.open : !graph.nodes<2>")

    def test_an_input_is_an_output(self):
        inputs = nodes(2)
        self.assertEqual(lines(inputs, inputs), ["graph.output %inputs : !graph.nodes<2>"])

    def test_loops(self):
        inputs = nodes(2)
        current = linear("w_in", inputs, ONES)
        spikes = lif("hidden", current)
        linear("w_rec", spikes, ONES, outputs=current)
        text = lines(inputs, spikes)
        self.assertEqual(text[1], "%v0 = graph.merge %m0, %m2 : !graph.nodes<2>")
        self.assertIn("%m2 = graph.linear_weights %m1", text[3])

    def test_modules_that_only_write_inputs_or_read_outputs(self):
        inputs, outputs = nodes(1), nodes(1)
        linear("back", nodes(1), [[1.0]], outputs=inputs)
        linear("monitor", outputs, [[1.0]])
        names = [line.split('"')[1] for line in lines(inputs, outputs) if "name" in line]
        self.assertEqual(sorted(names), ["back", "monitor"])

    def test_aliases(self):
        inputs = nodes(2)
        first = lif("first", linear("a", inputs, ONES))
        second = lif("second", linear("b", first, ONES))
        alias("skip", first, second)
        outputs = linear("c", second, ONES)
        text = lines(inputs, outputs)
        self.assertIn('%m3 = graph.alias %m1 {name = "skip"} : !graph.nodes<2> -> !graph.nodes<2>', text)
        self.assertIn("%v0 = graph.merge %m3, %m4 : !graph.nodes<2>", text)

    def test_holders_are_no_modules(self):
        inputs = nodes(2)
        outputs = linear("w", inputs, ONES)
        inner = GraphHolder(inputs, outputs, "inner")
        inputs[0].sink_modules.append(inner)
        outputs[0].source_modules.append(inner)
        self.assertEqual(len(lines(inputs, outputs)), 2)

    def test_modules_that_reach_no_output_are_kept(self):
        inputs = nodes(2)
        outputs = linear("w", inputs, ONES)
        linear("dead", inputs, ONES)
        linear("feeds", nodes(2), ONES, outputs=outputs)
        names = [line.split('"')[1] for line in lines(inputs, outputs) if "name" in line]
        self.assertEqual(sorted(names), ["dead", "feeds", "w"])


class Order(unittest.TestCase):
    """A module stands behind those that feed it."""

    def order(self, inputs, outputs):
        return [line.split('"')[1] for line in lines(inputs, outputs) if "name" in line]

    def test_a_short_way_waits_for_a_long_one(self):
        inputs = nodes(2)
        last = nodes(2)
        linear("short", inputs, ONES, outputs=last)
        first = lif("first", linear("a", inputs, ONES))
        linear("b", first, ONES, outputs=last)
        self.assertEqual(self.order(inputs, lif("last", last)), ["short", "a", "first", "b", "last"])

    def test_loops_begin_where_they_are_entered(self):
        inputs = nodes(2)
        current = linear("in", inputs, ONES)
        first = lif("first", current)
        second = lif("second", linear("on", first, ONES))
        linear("back", second, ONES, outputs=current)
        self.assertEqual(self.order(inputs, second), ["in", "first", "on", "second", "back"])

    def test_a_loop_that_nothing_enters(self):
        inputs, current = nodes(2), nodes(2)
        spikes = lif("first", current)
        linear("back", spikes, ONES, outputs=current)
        outputs = linear("w", inputs, ONES)
        linear("out", spikes, ONES, outputs=outputs)
        self.assertEqual(sorted(self.order(inputs, outputs)), ["back", "first", "out", "w"])

    def test_long_chains(self):
        """Nothing recurses, and no time grows with the square."""
        inputs = current = nodes(1)
        for _ in range(20000):
            current = linear("w", current, [[1.0]])
        self.assertEqual(len(lines(inputs, current)), 20001)


class Names(unittest.TestCase):
    def name(self, name, **fields):
        inputs, outputs = nodes(2), nodes(2)
        LinearWeights(inputs, outputs, name, weights=ONES, biases=None, **fields)
        return lines(inputs, outputs)[0]

    def test_any_character(self):
        self.assertIn('name = "\\61\\22\\5C\\0A\\C3\\A9"', self.name('a"\\\né'))

    def test_the_address_of_the_module_is_cut_off(self):
        owner = object()
        self.assertIn('name = "LIFTorch_1"', self.name(f"LIFTorch_1_{id(owner)}", computational_module=owner))
        self.assertIn('name = "Sequential"', self.name(f"Sequential__{id(owner)}", computational_module=owner))
        self.assertIn('name = "LIFTorch_1_7"', self.name("LIFTorch_1_7", computational_module=owner))

    def test_the_name_of_a_holder_of_one_module(self):
        owner = object()
        module = LinearWeights(nodes(1), nodes(1), f"Linear_{id(owner)}", owner, weights=np.ones((1, 1)), biases=None)
        holder = GraphHolder(module.input_nodes, module.output_nodes, module.name, None)
        self.assertIn(b'@"Linear"', to_mlir(holder))

    def test_no_name(self):
        self.assertNotIn("name", self.name(None))
        inputs = nodes(1)
        self.assertIn(b'@"network"', to_mlir(GraphHolder(inputs, inputs, None)))


class Numbers(unittest.TestCase):
    """Numbers keep their bits, whatever holds them."""

    def weights(self, weights):
        inputs = nodes(weights.shape[0])
        outputs = nodes(weights.shape[1])
        LinearWeights(inputs, outputs, "w", weights=weights, biases=None)
        return to_mlir(GraphHolder(inputs, outputs, "net")).decode()

    def blob(self, text):
        return bytes.fromhex(text.split('"0x')[1].split('"')[0])

    def test_large_arrays_are_blobs(self):
        for dtype, kind in ((np.float32, "f32"), (np.float64, "f64")):
            weights = np.random.default_rng(1).standard_normal((5, 7)).astype(dtype)
            text = self.weights(weights)
            self.assertIn(f"weights = dense_resource<a0> : tensor<5x7x{kind}>", text)
            blob = self.blob(text)
            self.assertEqual(blob[:4], weights.itemsize.to_bytes(4, "little"))
            np.testing.assert_array_equal(np.frombuffer(blob[4:], weights.dtype).reshape(5, 7), weights)

    def test_mostly_zero_weights_are_sparse(self):
        weights = np.zeros((5, 7), np.float32)
        weights[[0, 3, 3], [6, 0, 2]] = 1, 0.1, -2
        weights[1] = -0.0  # as pruning leaves it
        text = self.weights(weights)
        self.assertIn('weights = sparse<[[0, 6], [3, 0], [3, 2]], "0x0000803fcdcccc3d000000c0"> : tensor<5x7xf32>', text)
        self.assertNotIn("dialect_resources", text)
        self.assertIn('sparse<[[0, 6]], "0x000000000000f03f"> : tensor<5x7xf64>',
                      self.weights((weights == 1).astype(np.float64)))

    def test_weights_with_more_numbers_are_dense(self):
        weights = np.zeros((5, 7))
        weights[1, 2:6] = 1  # more than one number in ten
        self.assertIn("dense_resource<a0> : tensor<5x7xf64>", self.weights(weights))
        self.assertIn("dense<[[0.0, 1.0]]>", self.weights(np.array([[0.0, 1.0]])))
        self.assertIn("dense<0.0>", self.weights(np.zeros((5, 7))))

    def test_layouts(self):
        weights = np.random.default_rng(1).standard_normal((10, 14))
        plain = self.weights(np.ascontiguousarray(weights[::2, ::-2]))
        self.assertEqual(self.weights(weights[::2, ::-2]), plain)
        self.assertEqual(self.weights(np.asfortranarray(weights[::2, ::-2])), plain)
        self.assertEqual(self.weights(weights[::2, ::-2].astype(">f8")), plain)

    def test_half_precision_and_integers_have_room_in_larger_types(self):
        self.assertIn("dense<[[1.0, 0.0999755859375]]> : tensor<1x2xf32>", self.weights(np.array([[1, 0.1]], np.float16)))
        self.assertIn("dense<[[1.0, -2.0]]> : tensor<1x2xf64>", self.weights(np.array([[1, -2]], np.int8)))

    def test_single_precision_is_written_with_all_its_digits(self):
        self.assertIn("0.10000000149011612, 0.20000000298023224", self.weights(np.array([[0.1, 0.2]], np.float32)))

    def test_minus_zero_is_not_zero(self):
        self.assertIn("dense<[[0.0, -0.0]]>", self.weights(np.array([[0.0, -0.0]])))
        self.assertIn("dense<-0.0>", self.weights(np.array([[-0.0, -0.0]])))

    def test_arrays_of_other_libraries(self):
        class Tensor:
            """As PyTorch's: with a gradient it is no array."""
            shape = (1, 2)

            def __init__(self, trained=True):
                self.trained = trained

            def detach(self):
                return Tensor(trained=False)

            def __array__(self, dtype=None):
                if self.trained:
                    raise RuntimeError("call detach() first")
                return np.array([[1.0, 2.0]], np.float32)

        self.assertIn("dense<[[1.0, 2.0]]> : tensor<1x2xf32>", self.weights(Tensor()))

    def test_objects_of_one_protocol_only(self):
        class Only:
            shape = (1, 2)

            def __len__(self):
                raise RuntimeError("this has no length")

        array = np.array([[1.0, 2.0]], np.float32)
        for name in ("__array__", "__array_interface__", "__array_struct__"):
            value = getattr(array, name)
            holder = type("Holder", (Only,), {name: (lambda self, *_: array) if callable(value) else value})
            self.assertIn("dense<[[1.0, 2.0]]> : tensor<1x2xf32>", self.weights(holder()))

    @unittest.skipUnless(hasattr(np, "from_dlpack"), "NumPy knows no DLPack")
    def test_dlpack(self):
        class Tensor:
            shape = (1, 2)
            array = np.array([[1.0, 2.0]], np.float32)

            def __dlpack__(self, stream=None):
                return self.array.__dlpack__()

            def __dlpack_device__(self):
                return self.array.__dlpack_device__()

        self.assertIn("dense<[[1.0, 2.0]]> : tensor<1x2xf32>", self.weights(Tensor()))

    def test_a_mask_that_covers_nothing(self):
        self.assertIn("dense<[[1.0, 2.0]]>", self.weights(np.ma.masked_array([[1.0, 2.0]], mask=[[0, 0]])))


class Files(unittest.TestCase):
    def test_export_writes_what_the_tools_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.mlir"
            inputs = nodes(2)
            graph = GraphHolder(inputs, lif("n", linear("w", inputs, ONES)), "net")
            tidepool.export(graph, path)
            self.assertEqual(path.read_bytes(), to_mlir(graph))
            self.assertEqual([file.name for file in Path(folder).iterdir()], ["net.mlir"])

    def write(self, path):
        inputs = nodes(2)
        tidepool.export(GraphHolder(inputs, linear("w", inputs, ONES), "net"), path)

    def test_links_are_followed(self):
        with tempfile.TemporaryDirectory() as folder:
            link, target = Path(folder) / "link", Path(folder) / "target"
            link.symlink_to(target)
            for _ in range(2):
                self.write(link)
                self.assertTrue(link.is_symlink())
                self.assertFalse(target.is_symlink())
                self.assertIn("graph.network", target.read_text())

    def test_pipes_stay_pipes(self):
        read, write = os.pipe()
        with open(read, "rb") as source, open(write, "wb") as sink:
            self.write(f"/dev/fd/{sink.fileno()}")
            sink.close()
            self.assertIn(b"graph.network", source.read())

    def test_rights_are_those_of_any_new_file(self):
        with tempfile.TemporaryDirectory() as folder:
            before = os.umask(0o027)
            try:
                self.write(Path(folder) / "net.mlir")
            finally:
                os.umask(before)
            self.assertEqual((Path(folder) / "net.mlir").stat().st_mode & 0o777, 0o640)

    def test_errors_name_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, error in ((folder, IsADirectoryError), (f"{folder}/missing/net.mlir", FileNotFoundError)):
                with self.assertRaises(error) as caught:
                    self.write(path)
                self.assertEqual(caught.exception.filename, path)
            self.assertEqual(os.listdir(folder), [])

    def test_a_graph_that_is_refused_leaves_the_file_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "net.mlir"
            path.write_text("before")
            with self.assertRaises(tidepool.GraphError):
                tidepool.export(GraphHolder([], [], "net"), path)
            self.assertEqual(path.read_text(), "before")


class GarbageCollection(unittest.TestCase):
    """It rests while a graph is written, and is what it was before afterwards."""

    def test_after_an_error(self):
        with self.assertRaises(tidepool.GraphError):
            to_mlir(None)
        self.assertTrue(gc.isenabled())

    def test_users_may_do_without(self):
        self.addCleanup(gc.enable)
        gc.disable()
        with _without_garbage_collection():
            pass
        self.assertFalse(gc.isenabled())

    def test_a_thread_that_ends_while_another_begins(self):
        first = _without_garbage_collection()
        first.__enter__()

        def ask():
            first.__exit__(None, None, None)
            return False

        with mock.patch("gc.isenabled", ask), _without_garbage_collection():
            pass
        self.assertTrue(gc.isenabled())


if __name__ == "__main__":
    unittest.main()

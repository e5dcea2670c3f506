"""What notebooks show."""
# REQUIRES: numpy
# RUN: %numpy_python %s

import unittest
import xml.etree.ElementTree as xml

import numpy as np
from standins import GraphHolder, GraphModule, lif, linear, nodes

import tidepool


def graph(hidden=3, name="net"):
    inputs = nodes(2)
    neurons = lif("hidden", linear("<in>", inputs, np.ones((2, hidden))))
    return GraphHolder(inputs, lif("out", linear("w_out", neurons, np.ones((hidden, 1)))), name)


def parse(html):
    """The page, which has to be well formed."""
    return xml.fromstring(f"<div>{html}</div>")


class Pictures(unittest.TestCase):
    def test_graph(self):
        svg = tidepool.draw(graph())._repr_svg_()
        self.assertEqual(xml.fromstring(svg).tag, "{http://www.w3.org/2000/svg}svg")
        self.assertIn("net: 4 modules", svg)
        self.assertIn("&lt;in&gt;", svg)

    def test_large_graphs_are_drawn_together(self):
        self.assertLess(len(tidepool.draw(graph(), max_modules=2).svg), len(tidepool.draw(graph()).svg))

    def test_compiled(self):
        compiled = tidepool.compile(graph(name="<net>"), "xylo_a3")
        page = parse(compiled._repr_html_())
        self.assertIn("<net> for xylo_a3: ", "".join(page.itertext()))
        rows = ["".join(row.itertext()) for row in page.iter("tr")]
        self.assertEqual(rows, ["inputs2 of 16", "hidden neurons3 of 992", "output neurons1 of 32", "input expansion3 of 128",
                                "output expansion3 of 128", "largest fan-out0 of 1024", "fan-out entries0 of 31744"])
        amounts = [entry for entry in compiled.report.values() if isinstance(entry, dict) and "available" in entry]
        self.assertEqual(len(amounts), len(rows))
        bar = next(row for row in page.iter("tr") if "inputs" in "".join(row.itertext())).findall(".//rect")[1]
        self.assertEqual(float(bar.get("width")), 20.0)
        self.assertTrue(next(page.iter("img")).get("src").startswith("data:image/svg+xml;base64,"))
        self.assertIn("net", compiled.draw().svg)

    def test_chips_without_limits(self):
        """The older ones have no limit to expansion."""
        for chip in ("xylo_a1", "xylo_a2"):
            page = parse(tidepool.compile(graph(), chip)._repr_html_())
            rows = ["".join(row.itertext()) for row in page.iter("tr")]
            self.assertEqual(rows, ["inputs2 of 16", "hidden neurons3 of 1000", "output neurons1 of 8",
                                    "largest fan-out0 of 64", "fan-out entries0 of 32000"])

    def test_warnings(self):
        inputs = nodes(1)
        linear("nowhere", inputs, [[1.0]])
        outputs = lif("out", linear("w", lif("hidden", linear("in", inputs, [[1.0]])), [[1.0]]))
        page = parse(tidepool.compile(GraphHolder(inputs, outputs, "net"), "xylo_a3")._repr_html_())
        self.assertTrue(any("nowhere" in "".join(item.itertext()) for item in page.iter("li")))

    def test_check(self):
        page = parse(tidepool.check(graph(hidden=130))._repr_html_())
        rows = ["|".join(cell.text or "" for cell in row) for row in page.iter("tr")]
        self.assertEqual(rows[0], "|xylo_a1|xylo_a2|xylo_imu|xylo_a3")
        self.assertIn("input expansion|130, no limit|130, no limit|130 of 128 !|130 of 128 !", rows)
        self.assertTrue(any("[input-expansion]" in "".join(item.itertext()) for item in page.iter("li")))

    def test_check_of_a_module_that_no_chip_can_hold(self):
        inputs, outputs = nodes(1), nodes(1)
        GraphModule(inputs, outputs, "features")
        self.assertIn("module-kind", tidepool.check(GraphHolder(inputs, outputs, "net"))._repr_html_())

    def test_hostile_names(self):
        """Names are text wherever they are shown, and pictures are well formed."""
        for name in ("<script>alert(1)</script>", "]]>", "&amp;'\"", "\ud800", "a" * 1000, "\u202e"):
            inputs = nodes(1)
            linear(name, inputs, [[1.0]])  # which is warned about
            outputs = lif(name, linear("w", lif(name, linear("in", inputs, [[1.0]])), [[1.0]]))
            compiled = tidepool.compile(GraphHolder(inputs, outputs, name), "xylo_a3")
            pages = (compiled._repr_html_(), tidepool.check(GraphHolder(inputs, outputs, name))._repr_html_(),
                     compiled.draw().svg, compiled.run([[1]], plot=True).picture.svg)
            for page in pages:
                parse(page)
                self.assertNotIn("<script", page)

    def test_control_characters(self):
        inputs = nodes(1)
        graph = GraphHolder(inputs, linear("a\x00\x01\x7f\n", inputs, [[1.0]]), "net\x01")
        parse(tidepool.draw(graph).svg)

    def test_run(self):
        compiled = tidepool.compile(graph(), "xylo_a3")
        run = compiled.run(np.ones((20, 2), bool), plot=True)
        self.assertIn("net: spikes of a run", run._repr_svg_())
        self.assertIsNone(compiled.run(np.ones((20, 2), bool))._repr_svg_())


if __name__ == "__main__":
    unittest.main()

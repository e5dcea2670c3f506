// RUN: graph-translate --graph-to-dot %s | FileCheck %s
// RUN: graph-translate --graph-to-svg %s > %t.svg
// RUN: FileCheck %s --check-prefix=SVG --input-file=%t.svg
// RUN: %python -c "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])" %t.svg

// Names may be any bytes: none adds to the picture or to its attributes.

// CHECK: digraph "net\"];evil" {
graph.network @"net\22];evil"(%in: !graph.nodes<1>) -> !graph.nodes<1> {
  // Holders come first.
  // CHECK: label="}\"; evil; {<";
  // CHECK: [label="… on, far beyond what fits a box\n

  // CHECK: [label="a\"];evil[label=\"x\n
  // SVG: class="name">a&quot;];evil[label=&quot;x</text>
  %0 = graph.module(%in) {name = "a\"];evil[label=\"x"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="ends in \\\n1 → 1 node", {{.*}} tooltip="ends in \\"];
  // SVG: class="name">ends in \</text>
  %1 = graph.module(%0) {name = "ends in \\"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="two\\0Alines\\09and\\00nul\\7F\n
  // SVG: class="name">two\0Alines\09and\00nul\7F</text>
  %2 = graph.module(%1) {name = "two\nlines\tand\00nul\7F"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="<b>&amp;lt;&amp;amp;html</b>\n
  // SVG: class="name">&lt;b&gt;&amp;lt;&amp;amp;html&lt;/b&gt;</text>
  %3 = graph.module(%2) {name = "<b>&lt;&amp;html</b>"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="�� broken �\n
  // SVG: class="name">�� broken �</text>
  %4 = graph.module(%3) {name = "\FF\FE broken \C3"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="\\N \\G \\l\n
  %5 = graph.module(%4) {name = "\\N \\G \\l"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // CHECK-NEXT: [label="größe 神经\n
  // SVG: class="name">größe 神经</text>
  %6 = graph.module(%5) {name = "gr\C3\B6\C3\9Fe \E7\A5\9E\E7\BB\8F"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // SVG-NOT: <script
  // SVG: class="name">&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</text>
  %7 = graph.module(%6) {name = "</title><script>x</script>"} : (!graph.nodes<1>) -> !graph.nodes<1>
  // Not for XML, and what would turn the text around.
  // CHECK: [label="�� �\n
  %8 = graph.module(%7) {name = "\EF\BF\BF\C2\85 \E2\80\AE"} : (!graph.nodes<1>) -> !graph.nodes<1>
  %9 = graph.holder(%x = %8) : (!graph.nodes<1>) -> !graph.nodes<1> attributes {name = "}\"; evil; {<"} {
    %w = graph.module(%x) {name = "a very long name that goes on and on and on, far beyond what fits a box"}
        : (!graph.nodes<1>) -> !graph.nodes<1>
    graph.output %w : !graph.nodes<1>
  }
  graph.output %9 : !graph.nodes<1>
}
// CHECK-NOT: evil
// SVG: class="name">… on, far beyond what fits a box</text>

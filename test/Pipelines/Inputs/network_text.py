"""Networks as text: operations, groups of operations, and the labels of modules."""

import struct


class Value:
    """An ordered list of nodes.

    `nodes[k]` says where the spikes or currents of node k come from: a dictionary from
    sources to how often each one counts. Sources are ("input", k) and (module, k).
    """

    def __init__(self, nodes):
        self.nodes = nodes

    def __len__(self):
        return len(self.nodes)

    @property
    def type(self):
        return f"!graph.nodes<{len(self)}>"


class Op:
    """An operation; operands may be set after others have used its result."""

    def __init__(self, kind, operands, nodes, text=""):
        self.kind = kind
        self.operands = operands
        self.result = Value(nodes)
        self.text = text  # indices or attributes
        self.name = None

    def write(self, names):
        operands = ", ".join(names[operand] for operand in self.operands)
        if self.kind == "concat":
            types = ", ".join(operand.type for operand in self.operands)
            type_text = f"({types}) -> {self.result.type}"
        elif self.kind in ("merge", "open"):
            type_text = self.result.type
        else:
            type_text = f"{self.operands[0].type} -> {self.result.type}"
        glue = "" if self.kind in ("select", "place") else " "
        text = glue + self.text if self.text else ""
        return f"{names[self.result]} = graph.{self.kind} {operands}{text} : {type_text}"


class Module(Op):
    """Weights, neurons or an alias: an operation with a name and attributes."""

    def __init__(self, kind, operands, num_outputs, name, attributes):
        super().__init__(kind, operands, [{(self, k): 1} for k in range(num_outputs)])
        self.name = name
        parts = [f"name = {quote(name)}"] if name is not None else []
        parts += [f"{key} = {value}" for key, value in attributes]
        self.text = "{" + ", ".join(parts) + "}" if parts else ""


class Group:
    """Operations inside a holder, or inside a network with an instance."""

    def __init__(self, items, name, is_holder):
        self.items = items
        self.name = name
        self.is_holder = is_holder
        self.callee = None  # the symbol of the network
        self.twin = None  # an equal group whose network this one uses
        self.inputs = None
        self.outputs = None

    @property
    def kind(self):
        return "holder" if self.is_holder else "instance"

    def find_ports(self, users):
        """Values that cross the border; `users` maps values to the ops that use them."""
        if self.inputs is not None:
            return
        inside = list(flatten(self.items))
        results = [op.result for op in inside]
        used = [operand for op in inside for operand in op.operands]
        self.inputs = [value for value in dict.fromkeys(used) if value not in set(results)]
        outside = {value: set(users[value]) - set(inside) for value in results}
        self.outputs = [value for value in results if outside[value]]


def flatten(items):
    """The operations in text order, groups dissolved."""
    for item in items:
        if isinstance(item, Group):
            yield from flatten(item.items)
        else:
            yield item


def quote(text):
    """A string literal: what is not plain is written as hexadecimal bytes."""
    plain = ""
    for byte in text.encode():
        is_plain = 32 <= byte < 127 and chr(byte) not in '"\\'
        plain += chr(byte) if is_plain else f"\\{byte:02X}"
    return f'"{plain}"'


def write_float(value):
    """A decimal literal, which needs a point; 17 digits give back the same number."""
    mantissa, _, exponent = repr(value).partition("e")
    if "." not in mantissa:
        mantissa += ".0"
    return mantissa + ("e" + exponent if exponent else "")


def to_f32(value):
    """The value as f32 holds it, or None if it is out of range."""
    try:
        return struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return None


class TensorWriter:
    """Writes tensors in all spellings that the dialect knows."""

    def __init__(self, rng):
        self.rng = rng
        self.resources = []

    def write(self, values, shape):
        """Returns the attribute and the values as the attribute holds them."""
        values, element = self._choose_type(values)
        kind = f"tensor<{'x'.join(map(str, shape))}x{element}>"
        data = struct.pack(f"<{len(values)}{'f' if element == 'f32' else 'd'}", *values)
        spelling = self.rng.choice(["decimal", "decimal", "decimal", "hex", "resource"])
        # repr tells -0.0 from 0.0.
        if len({repr(value) for value in values}) == 1 and self.rng.random() < 0.7:
            text = f"dense<{write_float(values[0])}>"
        elif spelling == "hex":
            text = f'dense<"0x{data.hex().upper()}">'
        elif spelling == "resource":
            # In front of the data stands its alignment.
            name = f"data{len(self.resources)}"
            self.resources.append(f'{name}: "0x08000000{data.hex().upper()}"')
            text = f"dense_resource<{name}>"
        else:
            text = f"dense<{self._nest(values, shape)}>"
        return f"{text} : {kind}", values

    def _choose_type(self, values):
        if self.rng.random() < 0.5:
            narrow = [to_f32(value) for value in values]
            # What f32 can't tell from 0 or infinity stays f64.
            if all(n is not None and (n == 0) == (v == 0) for n, v in zip(narrow, values)):
                return narrow, "f32"
        return values, "f64"

    def _nest(self, values, shape):
        if len(shape) == 1:
            return "[" + ", ".join(write_float(value) for value in values) + "]"
        rows = [values[i : i + shape[1]] for i in range(0, len(values), shape[1])]
        return "[" + ", ".join(self._nest(row, shape[1:]) for row in rows) + "]"

    def write_all_resources(self):
        if not self.resources:
            return ""
        return "{-# dialect_resources: { builtin: { " + ", ".join(self.resources) + " } } #-}\n"


class TextWriter:
    """Writes networks; those of instances collect in `networks`."""

    def __init__(self, users):
        self.users = users
        self.networks = []
        self.count = 0

    def new_names(self, values, names):
        for value in values:
            self.count += 1
            names[value] = f"%v{self.count}"

    def write_network(self, symbol, inputs, outputs, items, visibility):
        names = {}
        self.new_names(inputs, names)
        arguments = ", ".join(f"{names[value]}: {value.type}" for value in inputs)
        results = ", ".join(value.type for value in outputs)
        body = self.write_body(items, outputs, names)
        return f"graph.network {visibility}@{symbol}({arguments}) -> ({results}) {{\n{body}}}\n"

    def write_body(self, items, outputs, names):
        for item in items:
            if isinstance(item, Group):
                item.find_ports(self.users)
                self.new_names(item.outputs, names)
            else:
                self.new_names([item.result], names)
        lines = [self.write_item(item, names) for item in items]
        values = ", ".join(names[value] for value in outputs)
        types = ", ".join(value.type for value in outputs)
        lines.append(f"graph.output {values} : {types}" if outputs else "graph.output")
        return "".join(f"  {line}\n" for line in lines)

    def write_item(self, item, names):
        if not isinstance(item, Group):
            return item.write(names)
        results = ", ".join(names[value] for value in item.outputs)
        results += " = " if results else ""
        types = ", ".join(value.type for value in item.inputs)
        types = f"({types}) -> ({', '.join(value.type for value in item.outputs)})"
        name = f"name = {quote(item.name)}" if item.name is not None else ""
        if not item.is_holder:
            symbol = self.write_callee(item)
            operands = ", ".join(names[value] for value in item.inputs)
            name = f" {{{name}}}" if name else ""
            return f"{results}graph.instance @{symbol}({operands}){name} : {types}"
        inner = {}
        self.new_names(item.inputs, inner)
        operands = ", ".join(f"{inner[value]} = {names[value]}" for value in item.inputs)
        name = f" attributes {{{name}}}" if name else ""
        body = self.write_body(item.items, item.outputs, inner)
        return f"{results}graph.holder({operands}) : {types}{name} {{\n{body}}}"

    def write_callee(self, group):
        first = group.twin or group
        if first.callee is None:
            first.callee = f"part{len(self.networks)}_{self.count}"
            self.networks.append(
                self.write_network(
                    first.callee, first.inputs, first.outputs, first.items, "private "
                )
            )
        return first.callee


# Labels.


class LabelScope:
    """Makes names unique: repeats in text order get #1, #2, ..."""

    def __init__(self):
        self.used = set()
        self.numbers = {}

    def next(self, name):
        label = name
        while label in self.used:
            self.numbers[name] = self.numbers.get(name, 0) + 1
            label = f"{name}#{self.numbers[name]}"
        self.used.add(label)
        return label


def find_labels(items):
    """What each module is called once everything is flat."""
    flat_names = []
    collect_flat_names(items, None, flat_names)
    scope = LabelScope()
    return {op: scope.next(name) for op, name in flat_names}


def collect_flat_names(items, prefix, flat_names):
    """The names that flattening gives: outer/inner, those at the top as they were."""
    scope = LabelScope()
    for item in items:
        if not isinstance(item, (Module, Group)):
            continue
        name = item.name if item.name is not None else item.kind
        label = scope.next(name)
        if isinstance(item, Group):
            collect_flat_names(item.items, (prefix or "") + label + "/", flat_names)
        elif prefix is None:
            flat_names.append((item, name))
        else:
            flat_names.append((item, prefix + label))

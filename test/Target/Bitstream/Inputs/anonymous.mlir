xylo.image @anonymous on "xylo_a3" dt 1.000000e-03 sizes inputs 1 ien 1 hidden 1 oen 1 outputs 1 {
  xylo.register "ctrl1" at 0x1 value 0xffffffff
  xylo.bank "IWTRAM" at 0x200 width 8 [0x80]
}

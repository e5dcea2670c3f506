//===- MatrixTest.cpp - Tests of MatrixView and MatrixBuilder -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/MatrixBuilder.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using tidepool::graph::MatrixBuilder;
using tidepool::graph::MatrixView;

namespace {
using Entry = std::tuple<int64_t, int64_t, double>;
using Entries = std::vector<Entry>;

class MatrixTest : public ::testing::Test {
protected:
  RankedTensorType floats(ArrayRef<int64_t> shape) {
    return RankedTensorType::get(shape, builder.getF32Type());
  }
  ElementsAttr makeSparse(ArrayRef<int64_t> shape, ArrayRef<int64_t> positions,
                          ArrayRef<float> values) {
    int64_t count = values.size();
    return SparseElementsAttr::get(
        floats(shape),
        DenseElementsAttr::get(
            RankedTensorType::get({count, 2}, builder.getI64Type()), positions),
        DenseElementsAttr::get(floats({count}), values));
  }
  static Entries list(const MatrixView &matrix) {
    Entries entries;
    matrix.forEachNonZero([&](int64_t row, int64_t column, double value) {
      entries.push_back({row, column, value});
    });
    return entries;
  }
  static Entries listByRow(const MatrixView &matrix) {
    Entries entries;
    for (int64_t row = 0; row < matrix.getNumRows(); ++row)
      matrix.forEachNonZeroIn(row, [&](int64_t column, double value) {
        entries.push_back({row, column, value});
      });
    return entries;
  }
  static MatrixBuilder build(int64_t numRows, int64_t numColumns,
                             const Entries &entries) {
    MatrixBuilder matrix(numRows, numColumns);
    for (auto [row, column, value] : entries)
      matrix.add(row, column, value);
    return matrix;
  }

  MLIRContext context;
  Builder builder{&context};
};
} // namespace

TEST_F(MatrixTest, ViewsOfDenseAndSparseWeightsVisitTheSame) {
  const Entries entries = {{0, 1, 2}, {2, 0, -1}, {2, 2, 0.5}};
  auto dense = DenseElementsAttr::get(
      floats({4, 3}), ArrayRef<float>{0, 2, 0, 0, 0, 0, -1, 0, 0.5f, 0, 0, 0});
  auto sparse = makeSparse({4, 3}, {0, 1, 2, 0, 2, 2}, {2, -1, 0.5f});
  for (ElementsAttr attr : {ElementsAttr(dense), sparse}) {
    auto view = MatrixView::ofVerified(attr);
    EXPECT_EQ(view.getNumRows(), 4);
    EXPECT_EQ(view.getNumColumns(), 3);
    EXPECT_EQ(list(view), entries);
    EXPECT_EQ(listByRow(view), entries);
  }
  EXPECT_FALSE(MatrixView::ofVerified(dense).isSparse());
  EXPECT_TRUE(MatrixView::ofVerified(sparse).isSparse());
}

TEST_F(MatrixTest, ViewsReadPositionsOfOneNumber) {
  auto view = MatrixView::ofVerified(makeSparse({4, 4}, {2, 2}, {3}));
  EXPECT_EQ(list(view), (Entries{{2, 2, 3}}));
  EXPECT_EQ(listByRow(view), (Entries{{2, 2, 3}}));
}

TEST_F(MatrixTest, ViewsOfSplats) {
  auto ones =
      MatrixView::ofVerified(DenseElementsAttr::get(floats({2, 1}), 1.0f));
  EXPECT_TRUE(ones.isSplat());
  EXPECT_EQ(list(ones), (Entries{{0, 0, 1}, {1, 0, 1}}));
  // Far too many to visit.
  constexpr int64_t size = int64_t(1) << 20;
  auto zeros = MatrixView::ofVerified(
      DenseElementsAttr::get(floats({size, size}), 0.0f));
  EXPECT_FALSE(zeros.isSplat());
  EXPECT_TRUE(list(zeros).empty());
}

TEST_F(MatrixTest, EntriesOfAnotherTypeAreNotSupported) {
  auto values = DenseElementsAttr::get(floats({1}), 1.0f);
  auto doubles = DenseElementsAttr::get(
      RankedTensorType::get({1}, builder.getF64Type()), 1.0);
  auto i64 = DenseElementsAttr::get(
      RankedTensorType::get({1, 2}, builder.getI64Type()),
      ArrayRef<int64_t>{0, 1});
  auto type = floats({2, 2});
  // As bytecode could say it.
  auto get = [&](DenseElementsAttr indices, DenseElementsAttr values) {
    return SparseElementsAttr::get(type, indices, values);
  };
  EXPECT_TRUE(MatrixView::isSupported(get(i64, values)));
  EXPECT_FALSE(MatrixView::isSupported(get(i64, doubles)));
}

TEST_F(MatrixTest, BuildsWhatTakesFewerBytes) {
  // Twenty bytes for an entry, four for an element: ten elements are as many
  // bytes as two entries.
  auto two = build(2, 5, {{0, 1, 1}, {1, 0, 2}}).build(&context, false, "w");
  EXPECT_TRUE(isa<DenseElementsAttr>(two));
  auto one = build(2, 5, {{1, 0, 2}}).build(&context, false, "w");
  EXPECT_TRUE(isa<SparseElementsAttr>(one));
  EXPECT_EQ(list(MatrixView::ofVerified(two)), (Entries{{0, 1, 1}, {1, 0, 2}}));
  EXPECT_EQ(list(MatrixView::ofVerified(one)), (Entries{{1, 0, 2}}));
  auto none = build(2, 5, {}).build(&context, false, "w");
  EXPECT_TRUE(cast<DenseElementsAttr>(none).isSplat());
  auto large = build(2, 5, {{0, 1, 1}, {1, 0, 2}})
                   .build(&context, false, "w", /*maxInline=*/9);
  EXPECT_TRUE(isa<DenseResourceElementsAttr>(large));
  EXPECT_EQ(list(MatrixView::ofVerified(large)),
            (Entries{{0, 1, 1}, {1, 0, 2}}));
}

TEST_F(MatrixTest, HoldsDenseMatrices) {
  Entries entries;
  for (int64_t row = 0; row < 5; ++row)
    for (int64_t column = 0; column < 7; ++column)
      entries.push_back({row, column, row * 7 + column + 1});
  MatrixBuilder matrix = build(5, 7, entries);
  EXPECT_EQ(list(matrix.getView()), entries);
  EXPECT_EQ(matrix.getNumEntries(), 35);
  EXPECT_EQ(list(MatrixView::ofVerified(matrix.build(&context, true, "w"))),
            entries);
}

TEST_F(MatrixTest, ChoosesTheTypeThatHoldsTheNumbers) {
  auto narrow = build(1, 30, {{0, 3, 1e-60}, {0, 4, 2}});
  auto small = narrow.build(&context, false, "w");
  EXPECT_TRUE(small.getElementType().isF32());
  // A float has no such small number: it is zero, which is no entry.
  EXPECT_EQ(list(MatrixView::ofVerified(small)), (Entries{{0, 4, 2}}));
  auto large = build(1, 30, {{0, 3, 1e60}}).build(&context, false, "w");
  EXPECT_TRUE(large.getElementType().isF64());
  EXPECT_EQ(list(MatrixView::ofVerified(large)), (Entries{{0, 3, 1e60}}));
}

TEST_F(MatrixTest, TransposesAndScales) {
  MatrixBuilder matrix = build(3, 4, {{0, 3, 1}, {1, 0, 2}, {1, 3, 3}});
  MatrixBuilder transposed = MatrixBuilder::transpose(matrix.getView());
  EXPECT_EQ(list(transposed.getView()),
            (Entries{{0, 1, 2}, {3, 0, 1}, {3, 1, 3}}));
  matrix.scaleColumns({10, 1, 1, 2});
  EXPECT_EQ(list(matrix.getView()),
            (Entries{{0, 3, 2}, {1, 0, 20}, {1, 3, 6}}));
  MatrixBuilder dense = build(2, 2, {{0, 0, 1}, {0, 1, 2}, {1, 1, 3}});
  EXPECT_FALSE(dense.getView().isSparse());
  EXPECT_EQ(list(MatrixBuilder::transpose(dense.getView()).getView()),
            (Entries{{0, 0, 1}, {1, 0, 2}, {1, 1, 3}}));
  dense.scaleColumns({2, 3});
  EXPECT_EQ(list(dense.getView()), (Entries{{0, 0, 2}, {0, 1, 6}, {1, 1, 9}}));
}

TEST_F(MatrixTest, MakesDiagonals) {
  EXPECT_EQ(list(MatrixBuilder::diagonal({1, 0, 3}).getView()),
            (Entries{{0, 0, 1}, {2, 2, 3}}));
}

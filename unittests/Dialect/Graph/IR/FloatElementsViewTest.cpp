//===- FloatElementsViewTest.cpp - Tests of FloatElementsView -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Dialect/Graph/IR/FloatElementsView.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

#include <limits>

using namespace mlir;
using tidepool::graph::FloatElementsView;

namespace {
class FloatElementsViewTest : public ::testing::Test {
protected:
  RankedTensorType floats(int64_t size) {
    return RankedTensorType::get({size}, builder.getF32Type());
  }

  MLIRContext context;
  Builder builder{&context};
};
} // namespace

TEST_F(FloatElementsViewTest, ReadsDenseValuesInPlace) {
  auto attr = DenseElementsAttr::get(floats(3), ArrayRef<float>{1, -2, 0.1f});
  auto view = FloatElementsView::ofVerified(attr);
  EXPECT_EQ(view.size(), 3);
  EXPECT_FALSE(view.isSplat());
  EXPECT_EQ(view[1], -2.0);
  EXPECT_EQ(view[2], static_cast<double>(0.1f)); // widened, not re-parsed
}

TEST_F(FloatElementsViewTest, ReadsSplatsAtEveryIndex) {
  auto attr = DenseElementsAttr::get(floats(1000), 0.5f);
  auto view = FloatElementsView::ofVerified(attr);
  EXPECT_TRUE(view.isSplat());
  EXPECT_EQ(view.size(), 1000);
  EXPECT_EQ(view[999], 0.5);
}

TEST_F(FloatElementsViewTest, ReadsUnalignedResources) {
  // One byte in front makes the doubles unaligned.
  std::vector<char> bytes(1 + 2 * sizeof(double));
  double values[] = {3.0, 4.5};
  std::memcpy(bytes.data() + 1, values, sizeof(values));
  auto type = RankedTensorType::get({2}, builder.getF64Type());
  auto attr = DenseResourceElementsAttr::get(
      type, "blob",
      UnmanagedAsmResourceBlob::allocateWithAlign(
          ArrayRef<char>(bytes).drop_front(), 1));
  auto view = FloatElementsView::ofVerified(attr);
  EXPECT_EQ(view[0], 3.0);
  EXPECT_EQ(view[1], 4.5);
}

TEST_F(FloatElementsViewTest, FindsValuesBehindTheFirstBlock) {
  std::vector<float> values(10000, 1.0f);
  auto viewOf = [&] {
    return FloatElementsView::ofVerified(
        DenseElementsAttr::get(floats(values.size()), ArrayRef(values)));
  };
  EXPECT_EQ(viewOf().findNonFinite(), -1);
  EXPECT_EQ(viewOf().findNonPositive(), -1);
  values[9000] = 0.0f;
  EXPECT_EQ(viewOf().findNonPositive(), 9000);
  values[8999] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(viewOf().findNonFinite(), 8999);
}

TEST_F(FloatElementsViewTest, SupportsFloatsOnly) {
  auto ints = DenseElementsAttr::get(
      RankedTensorType::get({2}, builder.getI32Type()), ArrayRef<int>{1, 2});
  EXPECT_FALSE(FloatElementsView::isSupported(ints));
  EXPECT_TRUE(
      FloatElementsView::isSupported(DenseElementsAttr::get(floats(1), 1.0f)));
}

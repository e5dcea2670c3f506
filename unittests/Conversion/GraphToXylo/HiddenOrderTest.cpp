//===- HiddenOrderTest.cpp - Orders against exhaustive search -------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/Conversion/GraphToXylo/HiddenOrder.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

using namespace tidepool::xylo;

using Alias = std::pair<unsigned, unsigned>;

/// What a neuron does: 0 nothing, 1 sees the input, 2 feeds outputs, 3 both.
static OrderConstraints makeConstraints(const std::vector<unsigned> &roles,
                                        unsigned limit,
                                        std::vector<Alias> aliases = {}) {
  OrderConstraints constraints;
  for (unsigned role : roles) {
    constraints.moduleOf.push_back(0);
    constraints.seesInput.push_back(role & 1);
    constraints.feedsOutput.push_back(role & 2);
  }
  constraints.limit = limit;
  constraints.aliases = std::move(aliases);
  return constraints;
}

static bool keepsLimit(const OrderConstraints &constraints,
                       const HiddenOrder &order) {
  size_t n = order.size();
  for (size_t id = 0; id < n; ++id)
    if ((constraints.seesInput[order[id]] && id >= constraints.limit) ||
        (constraints.feedsOutput[order[id]] && n - id > constraints.limit))
      return false;
  return true;
}

/// The aliases whose source stands before their target.
static std::set<Alias> findForward(const OrderConstraints &constraints,
                                   const HiddenOrder &order) {
  std::vector<size_t> idOf(order.size());
  for (size_t id = 0; id < order.size(); ++id)
    idOf[order[id]] = id;
  std::set<Alias> forward;
  for (const Alias &alias : constraints.aliases)
    if (idOf[alias.first] < idOf[alias.second])
      forward.insert(alias);
  return forward;
}

/// Holds an order against all there are: it keeps the limit whenever one does,
/// and no order that keeps it has the same aliases forward and others too.
/// Returns whether there is an order.
static bool checkAgainstAll(const OrderConstraints &constraints) {
  std::optional<HiddenOrder> found = findHiddenOrder(constraints);
  HiddenOrder order(constraints.size());
  std::iota(order.begin(), order.end(), 0);
  std::set<Alias> forward;
  if (found) {
    EXPECT_TRUE(std::is_permutation(found->begin(), found->end(), order.begin(),
                                    order.end()));
    EXPECT_TRUE(keepsLimit(constraints, *found));
    forward = findForward(constraints, *found);
  }
  bool exists = false;
  do {
    if (!keepsLimit(constraints, order))
      continue;
    exists = true;
    std::set<Alias> others = findForward(constraints, order);
    bool isBetter = others.size() > forward.size() &&
                    std::includes(others.begin(), others.end(), forward.begin(),
                                  forward.end());
    EXPECT_FALSE(found && isBetter);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(found.has_value(), exists);
  return exists;
}

// Every choice of roles and limit for up to three neurons, each with every way
// to give each neuron one alias target or none, itself included.
TEST(HiddenOrderTest, AgreesWithExhaustiveSearch) {
  unsigned found = 0, refused = 0;
  for (size_t n = 1; n <= 3; ++n)
    for (size_t code = 0; code < size_t(1) << 2 * n; ++code)
      for (unsigned limit = 1; limit <= n; ++limit) {
        std::vector<unsigned> roles(n);
        for (size_t i = 0; i < n; ++i)
          roles[i] = code >> 2 * i & 3;
        // Each digit to base n + 1 is a target, n stands for none.
        size_t numChoices = std::pow(n + 1, n);
        for (size_t choice = 0; choice < numChoices; ++choice) {
          std::vector<Alias> aliases;
          size_t rest = choice;
          for (unsigned source = 0; source < n; ++source, rest /= n + 1)
            if (rest % (n + 1) < n)
              aliases.push_back({source, rest % (n + 1)});
          ++(checkAgainstAll(makeConstraints(roles, limit, aliases)) ? found
                                                                     : refused);
        }
      }
  EXPECT_GT(found, 1000u);
  EXPECT_GT(refused, 1000u);
}

// Up to seven neurons, in modules, at random.
TEST(HiddenOrderTest, AgreesWithExhaustiveSearchAtRandom) {
  std::mt19937 random(7);
  unsigned found = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    size_t n = 4 + random() % 4;
    std::vector<unsigned> roles(n);
    for (unsigned &role : roles)
      role = random() % 3 ? random() % 4 : 0;
    std::vector<Alias> aliases;
    for (unsigned source = 0; source < n; ++source)
      if (random() % 2)
        aliases.push_back({source, random() % n});
    std::shuffle(aliases.begin(), aliases.end(), random);
    OrderConstraints constraints =
        makeConstraints(roles, 1 + random() % n, aliases);
    for (size_t i = 1; i < n; ++i)
      constraints.moduleOf[i] = constraints.moduleOf[i - 1] + random() % 2;
    ++(checkAgainstAll(constraints) ? found : refused);
  }
  EXPECT_GT(found, 50u);
  EXPECT_GT(refused, 50u);
}

// The order of the network stays where it fits.
TEST(HiddenOrderTest, KeepsTheOrderOfTheNetwork) {
  EXPECT_EQ(findHiddenOrder(makeConstraints({1, 0, 3, 2}, 3)),
            (HiddenOrder{0, 1, 2, 3}));
}

// Only what an alias needs is moved.
TEST(HiddenOrderTest, MovesAliasSourcesOnly) {
  EXPECT_EQ(findHiddenOrder(makeConstraints({0, 0, 0, 0}, 4, {{2, 0}})),
            (HiddenOrder{1, 2, 0, 3}));
}

// Whole modules are kept together where that suffices: 3 and 4 feed outputs
// and stand in front of 5, which sees the input as 0 does.
TEST(HiddenOrderTest, PrefersWholeModules) {
  OrderConstraints constraints = makeConstraints({2, 0, 2, 1, 0, 1}, 3);
  constraints.moduleOf = {0, 0, 0, 1, 1, 1};
  EXPECT_EQ(findHiddenOrder(constraints), (HiddenOrder{3, 4, 5, 0, 1, 2}));
}

// Where they do not suffice, neurons go one by one, with the fewest expansion
// neurons: two that see the input first, two that feed outputs last.
TEST(HiddenOrderTest, GoesNeuronByNeuronOtherwise) {
  OrderConstraints constraints = makeConstraints({2, 0, 1, 1, 0, 2}, 3);
  EXPECT_EQ(findHiddenOrder(constraints), (HiddenOrder{2, 3, 1, 4, 0, 5}));
  EXPECT_EQ(countInputExpansion(constraints, {2, 3, 1, 4, 0, 5}), 2u);
  EXPECT_EQ(countOutputExpansion(constraints, {2, 3, 1, 4, 0, 5}), 2u);
}

// A chip's worth of neurons with an alias each, none of which can be put right:
// sources feed outputs, targets see the input.
TEST(HiddenOrderTest, OrdersAWholeChip) {
  std::vector<unsigned> roles(992, 0);
  std::vector<Alias> aliases;
  for (unsigned i = 0; i < 128; ++i) {
    roles[i] = 2;
    roles[500 + i] = 1;
    aliases.push_back({i, 500 + i});
  }
  std::optional<HiddenOrder> order =
      findHiddenOrder(makeConstraints(roles, 128, aliases));
  ASSERT_TRUE(order);
  EXPECT_TRUE(keepsLimit(makeConstraints(roles, 128), *order));
}

TEST(HiddenOrderTest, NoNeuronsHaveAnOrder) {
  EXPECT_EQ(findHiddenOrder(makeConstraints({}, 0)), HiddenOrder{});
}

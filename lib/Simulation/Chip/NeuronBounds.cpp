//===- NeuronBounds.cpp - What a neuron can and must do -------------------===//
//
// Part of the Tidepool Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NeuronBounds.h"

using namespace tidepool::simulation;

/// Where a state ends up that starts from `x` and is mapped by `map` in each
/// step. The map is monotone, and map(x) - x never increases with x: on either
/// side of its fixed points it leads to the nearest.
template <typename Map>
static int32_t settle(int32_t x, Map map) {
  int32_t next = map(x);
  if (next == x)
    return x;
  bool rises = next > x;
  // `x` is on this side of the fixed points, `reached` at or behind them.
  int32_t reached = rises ? 32767 : -32768;
  while (std::abs(reached - x) > 1) {
    int32_t middle = x + (reached - x) / 2;
    bool isBefore = rises ? map(middle) > middle : map(middle) < middle;
    (isBefore ? x : reached) = middle;
  }
  return reached;
}

/// The largest state within the horizon. As the map is monotone, states only
/// rise or only fall.
template <typename Map>
static int32_t findHighest(int32_t x, Horizon horizon, Map map) {
  int32_t end = settle(x, map);
  return horizon == Horizon::AllSteps ? std::max(map(x), end) : end;
}

/// The smallest state within the horizon.
template <typename Map>
static int32_t findLowest(int32_t x, Horizon horizon, Map map) {
  int32_t end = settle(x, map);
  return horizon == Horizon::AllSteps ? std::min(map(x), end) : end;
}

static Interval evolveCurrent(Interval before, const Drive &drive,
                              unsigned dash, Horizon horizon) {
  auto step = [&](const SaturatingSum &received) {
    return [&received, dash](int32_t x) -> int32_t {
      auto sum = static_cast<int16_t>(received.apply(x));
      return sum - getDecay(sum, dash);
    };
  };
  return {findLowest(before.low, horizon, step(drive.least)),
          findHighest(before.high, horizon, step(drive.most))};
}

namespace {
/// The membrane of one neuron, for given bounds of the sum of its currents.
class MembraneBounds {
public:
  MembraneBounds(const NeuronContext &context, Interval sum, Horizon horizon)
      : context(context), threshold(context.parameters.threshold), sum(sum),
        horizon(horizon),
        fewestOwn(context.maxSpikes - context.aliasSpikes.high),
        mostOwn(context.maxSpikes - context.aliasSpikes.low) {}

  /// Bounds after the steps of the horizon, and the spikes in them.
  Interval evolve(Interval &membrane) const {
    return threshold > 0 ? evolvePositive(membrane) : evolveOdd(membrane);
  }

private:
  Interval evolvePositive(Interval &membrane) const;
  Interval evolveOdd(Interval &membrane) const;

  int32_t integrate(int32_t membrane, int32_t sum) const {
    return integrateMembrane(membrane, sum, context.parameters,
                             context.coreVersion);
  }
  /// Bounds when the neuron is about to fire, from those of the states before
  /// its first step and after each.
  Interval integrateAll(Interval before, Interval after) const {
    if (horizon == Horizon::AllSteps)
      after = {std::min(before.low, after.low),
               std::max(before.high, after.high)};
    return {integrate(after.low, sum.low), integrate(after.high, sum.high)};
  }
  /// Adds spikes of its own to those of aliases.
  Interval addAliases(Interval own) const {
    int32_t limit = context.maxSpikes;
    return {std::min(limit, context.aliasSpikes.low + own.low),
            std::min(limit, context.aliasSpikes.high + own.high)};
  }

  const NeuronContext &context;
  int32_t threshold;
  Interval sum;
  Horizon horizon;
  int32_t fewestOwn, mostOwn; ///< own spikes at which the limit is reached
};
} // namespace

Interval MembraneBounds::evolvePositive(Interval &membrane) const {
  Interval before = membrane;
  // Firing leaves less than the threshold, unless the limit stops it.
  membrane.high = findHighest(before.high, horizon, [&](int32_t x) {
    int32_t v = integrate(x, sum.high);
    return v < threshold ? v
                         : std::max(threshold - 1, v - fewestOwn * threshold);
  });
  bool fires = integrateAll(before, membrane).high >= threshold;
  // Firing leaves no less than 0.
  membrane.low = findLowest(before.low, horizon, [&](int32_t x) {
    int32_t v = integrate(x, sum.low);
    return fires ? std::max(std::min(v, 0), v - mostOwn * threshold) : v;
  });
  Interval peak = integrateAll(before, membrane);
  auto count = [&](int32_t v) { return v < threshold ? 0 : v / threshold; };
  return addAliases({count(peak.low), count(peak.high)});
}

/// With a threshold of 0 or below, firing does not lower the membrane, unless
/// 16 bits wrap. What happens on the way decides, in any horizon: a membrane
/// that begins by firing need not fall to where silence would bring it.
Interval MembraneBounds::evolveOdd(Interval &membrane) const {
  Interval before = membrane;
  auto findHigh = [&](int32_t gain) {
    return findHighest(before.high, horizon, [&](int32_t x) {
      return std::min(32767, integrate(x, sum.high) + gain);
    });
  };
  auto findPeak = [&] {
    return integrate(std::max(before.high, membrane.high), sum.high);
  };
  membrane.low = findLowest(before.low, horizon,
                            [&](int32_t x) { return integrate(x, sum.low); });
  membrane.high = findHigh(0);
  if (findPeak() < threshold)
    return addAliases({0, 0});
  int32_t gain = -threshold * mostOwn;
  membrane.high = findHigh(gain);
  if (findPeak() + gain > 32767)
    membrane = {-32768, 32767};
  bool mustFire = integrateAll(before, membrane).low >= threshold;
  return addAliases({mustFire, static_cast<int32_t>(context.maxSpikes)});
}

Interval tidepool::simulation::evolveBounds(StateBounds &bounds,
                                            const NeuronContext &context,
                                            Horizon horizon) {
  Interval sum;
  for (unsigned s = 0; s < 2; ++s) {
    bounds.current[s] = evolveCurrent(bounds.current[s], context.drives[s],
                                      context.parameters.dashSyn[s], horizon);
    sum.low += bounds.current[s].low;
    sum.high += bounds.current[s].high;
  }
  return MembraneBounds(context, sum, horizon).evolve(bounds.membrane);
}

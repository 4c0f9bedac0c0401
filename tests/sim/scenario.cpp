#include "tests/sim/scenario.h"

namespace timecoin::sim {

namespace {

void drawNetwork(Scenario& scenario, Random& random) {
    scenario.delayMs = random.between(1, 40);
    scenario.jitterMs = random.between(0, 30);
    if (random.chance(400)) scenario.straggler = static_cast<std::uint32_t>(random.between(1, 30));
    if (random.chance(400)) scenario.duplicate = static_cast<std::uint32_t>(random.between(1, 50));
    if (random.chance(400)) scenario.lost = static_cast<std::uint32_t>(random.between(1, 50));
    if (random.chance(250))
        scenario.lostPayments = static_cast<std::uint32_t>(random.between(50, 700));
    if (random.chance(300)) scenario.broken = static_cast<std::uint32_t>(random.between(1, 4));
    if (random.chance(500)) {
        scenario.partitionEveryMs = random.between(2'000, 20'000);
        scenario.partitionMs = random.between(300, 8'000);
        scenario.partitionsStall = random.chance(400);
    }
}

void drawCrashes(Scenario& scenario, Random& random) {
    scenario.downMs = random.between(50, 6'000);
    if (random.chance(500)) {
        scenario.crashEveryMs = random.between(1'000, 15'000);
        if (random.chance(200)) scenario.crashAll = 200;
    }
    if (random.chance(500)) {
        scenario.crashInStore = static_cast<std::uint32_t>(random.between(1, 20));
        if (random.chance(300)) scenario.failInStore = 3;
    }
}

/// Short epochs, in which masternodes come and go. Never more than f of the smallest set are faulty:
/// of four to six that is one, and short epochs suspend whoever is away for a while.
void drawChanges(Scenario& scenario, const RunOptions& options) {
    Random random(options.seed ^ 0x6d61737465726eULL);  // other seeds keep their meaning
    const bool oneFault =
        scenario.stopped + scenario.farOff <= 1 && (!options.equivocators || options.members < 7);
    if (!oneFault || !random.chance(400)) return;
    scenario.epochSlots = static_cast<std::uint32_t>(random.between(3, 5));
    scenario.joins = static_cast<std::uint32_t>(random.between(1, 2));
    scenario.retires = static_cast<std::uint32_t>(random.between(0, 1));
    scenario.joinWithinMs = options.blocks * scenario.blockIntervalMs / 2;
}

}  // namespace

Scenario Scenario::draw(const RunOptions& options, Random& random) {
    Scenario scenario;
    // One seed in ten has no faults at all: a promise that only holds under faults is none.
    const bool calm = random.chance(100);
    if (!calm) {
        drawNetwork(scenario, random);
        drawCrashes(scenario, random);
        if (random.chance(150))
            scenario.stopped =
                static_cast<std::uint32_t>(random.between(1, (options.members - 1) / 3));
        if (random.chance(500)) scenario.skewMs = random.between(1, 5'000);
    }
    // At most f members are faulty in one way or another.
    if (options.equivocators) scenario.stopped = 0;
    if (!calm && !options.equivocators && scenario.stopped == 0 && random.chance(100))
        scenario.farOff = static_cast<std::uint32_t>(random.between(1, (options.members - 1) / 3));
    if (random.chance(600)) scenario.verifyMs = random.between(1, 10);
    if (random.chance(600)) scenario.turnMs = random.between(1, 5);
    scenario.paymentEveryMs = random.between(150, 1'500);
    scenario.conflict = static_cast<std::uint32_t>(random.between(0, 300));
    scenario.child = static_cast<std::uint32_t>(random.between(0, 700));
    drawChanges(scenario, options);
    scenario.pool = options.pool;
    return scenario;
}

std::string Scenario::describe() const {
    const auto number = [](const char* name, std::uint64_t value) {
        return value == 0 ? std::string() : " " + std::string(name) + "=" + std::to_string(value);
    };
    return "scenario:" + number("delayMs", delayMs) + number("jitterMs", jitterMs) +
           number("straggler", straggler) + number("duplicate", duplicate) + number("lost", lost) +
           number("lostPayments", lostPayments) + number("broken", broken) +
           number("partitionEveryMs", partitionEveryMs) + number("partitionMs", partitionMs) +
           number("stall", partitionsStall ? 1 : 0) + number("crashEveryMs", crashEveryMs) +
           number("crashAll", crashAll) + number("downMs", downMs) +
           number("crashInStore", crashInStore) + number("failInStore", failInStore) +
           number("stopped", stopped) + number("skewMs", skewMs) + number("farOff", farOff) +
           number("verifyMs", verifyMs) + number("turnMs", turnMs) +
           number("paymentEveryMs", paymentEveryMs) + number("conflict", conflict) +
           number("child", child) + number("pool", pool) + number("epochSlots", epochSlots) +
           number("joins", joins) + number("retires", retires);
}

}  // namespace timecoin::sim

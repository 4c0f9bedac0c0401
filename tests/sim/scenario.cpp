#include "tests/sim/scenario.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

constexpr std::array<std::string_view, kFamilies> kFamilyNames = {
    "equivocate", "silent",  "selective", "replay", "mutate", "twins",
    "withhold",   "propose", "amnesia",   "spoil",  "accuse"};
/// What liars are drawn from first; the others came later and are added.
constexpr std::size_t kFirstFamilies = 9;
constexpr std::uint64_t kDayMs = 86'400'000;

struct Kind {
    std::string_view name;
    void (*leaveOut)(Scenario&);
};

/// Every kind of fault by its name, and how a run does without it.
const std::vector<Kind>& table() {
    static const std::vector<Kind> kTable = {
        {"reorder", [](Scenario& s) { s.jitterMs = s.straggler = 0; }},
        {"duplicate", [](Scenario& s) { s.duplicate = 0; }},
        {"loss", [](Scenario& s) { s.lost = 0; }},
        {"payment-loss", [](Scenario& s) { s.lostPayments = 0; }},
        {"proposal-loss", [](Scenario& s) { s.lostProposals = 0; }},
        {"commit-loss", [](Scenario& s) { s.lostCommits = 0; }},
        {"breaks", [](Scenario& s) { s.broken = 0; }},
        {"partition", [](Scenario& s) { s.partitionEveryMs = 0; }},
        {"one-way", [](Scenario& s) { s.oneWay = 0; }},
        {"clog", [](Scenario& s) { s.clogEveryMs = 0; }},
        {"hermit", [](Scenario& s) { s.hermit = false; }},
        {"hush", [](Scenario& s) { s.hushMs = 0; }},
        {"crash", [](Scenario& s) { s.crashEveryMs = 0; }},
        {"pause", [](Scenario& s) { s.pauseEveryMs = 0; }},
        {"disk", [](Scenario& s) { s.crashInStore = s.failInStore = s.failInRead = 0; }},
        {"stopped", [](Scenario& s) { s.stopped = 0; }},
        {"skew", [](Scenario& s) { s.skewMs = s.farOff = 0; }},
        {"jumps", [](Scenario& s) { s.jumpEveryMs = 0; }},
        {"slow", [](Scenario& s) { s.verifyMs = s.turnMs = 0; }},
        {"changes", [](Scenario& s) { s.joins = s.retires = 0; }},
        {"conflict", [](Scenario& s) { s.conflict = 0; }},
        {"split", [](Scenario& s) { s.split = 0; }},
        {"child", [](Scenario& s) { s.child = 0; }},
        {"impatient", [](Scenario& s) { s.impatientEveryMs = 0; }},
        {"liars", [](Scenario& s) { s.liars.clear(); }},
    };
    return kTable;
}

std::uint32_t small(Random& random, std::uint64_t low, std::uint64_t high) {
    return static_cast<std::uint32_t>(random.between(low, high));
}

void drawNetwork(Scenario& scenario, Random& random) {
    scenario.delayMs = random.between(1, 40);
    scenario.jitterMs = random.between(0, 30);
    if (random.chance(400)) scenario.straggler = small(random, 1, 30);
    if (random.chance(400)) scenario.duplicate = small(random, 1, 50);
    if (random.chance(400)) scenario.lost = small(random, 1, 50);
    if (random.chance(250)) scenario.lostPayments = small(random, 50, 700);
    if (random.chance(300)) scenario.broken = small(random, 1, 4);
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
        scenario.crashInStore = small(random, 1, 20);
        if (random.chance(300)) scenario.failInStore = 3;
    }
}

/// Short epochs, in which masternodes come and go. Never more than f of the smallest set are faulty:
/// of four to six that is one, and short epochs suspend whoever is away for a while.
void drawChanges(Scenario& scenario, const RunOptions& options) {
    Random random(options.seed ^ 0x6d61737465726eULL);  // other seeds keep their meaning
    if (scenario.stopped + scenario.farOff > 1 || !random.chance(400)) return;
    scenario.epochSlots = small(random, 3, 5);
    scenario.joins = small(random, 1, 2);
    scenario.retires = small(random, 0, 1);
    scenario.joinWithinMs = options.blocks * scenario.blockIntervalMs / 2;
}

/// What came later than the first hundred thousand seeds: from a source of its own.
void drawMore(Scenario& scenario, Random& random) {
    if (random.chance(150)) scenario.lostProposals = small(random, 50, 700);
    if (scenario.partitionEveryMs != 0) {
        scenario.isolate = random.chance(500) ? 300 : 0;
        scenario.bridge = random.chance(300) ? 300 : 0;
        scenario.oneWay = random.chance(500) ? 400 : 0;
    }
    if (random.chance(300)) {
        scenario.clogEveryMs = random.between(1'000, 10'000);
        scenario.clogMs = random.between(100, 6'000);
    }
    if (random.chance(300)) {
        scenario.pauseEveryMs = random.between(1'000, 10'000);
        scenario.pauseMs = random.between(50, 8'000);
        scenario.asleep = random.chance(300) ? 500 : 0;
    }
    if (random.chance(100)) scenario.failInRead = small(random, 1, 5);
    if ((scenario.crashInStore != 0 || scenario.failInStore != 0) && random.chance(400))
        scenario.onlyStore = static_cast<int>(random.between(0, 5));
    if (scenario.skewMs != 0 && random.chance(400)) {
        scenario.jumpEveryMs = random.between(2'000, 15'000);
        scenario.jumpMs = random.between(100, 10'000);
    }
    if (scenario.farOff != 0 && random.chance(500)) {
        scenario.jumpEveryMs = random.between(2'000, 15'000);
        scenario.jumpMs = kDayMs;
    }
    if (random.chance(400)) scenario.split = small(random, 200, 1'000);
}

/// The members but one climb from view to view and decide nothing; then the hermit hears of it all
/// at once, and one of the others falls silent: without the hermit nothing is decided.
void drawLadder(Scenario& scenario) {
    scenario.stopped = scenario.farOff = scenario.joins = scenario.retires = 0;
    scenario.crashEveryMs = scenario.crashInStore = scenario.failInStore = 0;
    scenario.partitionEveryMs = scenario.clogEveryMs = scenario.pauseEveryMs = 0;
    scenario.lost = scenario.broken = 0;
    scenario.viewTimeoutMs = 50;
    scenario.lostProposals = 1'000;
    scenario.hermit = true;
    scenario.liars = {{Family::Silent}};
}

void drawLiars(Scenario& scenario, const RunOptions& options, Random& random) {
    const std::uint32_t most = (options.members - 1) / 3;
    const bool asked = options.byzantine;
    if (!asked && (!random.chance(400) || scenario.stopped != 0)) return;
    const std::uint32_t count = asked ? most : small(random, 1, most);
    // At most f members are faulty in one way or another.
    scenario.stopped = scenario.farOff = 0;
    // What lies may be removed, and then f is that of a smaller set.
    if (count > 1) scenario.joins = scenario.retires = 0;
    std::vector<Family> families;
    for (std::size_t i = 0; i < kFamilies; ++i)
        if (options.only.empty() ? i < kFirstFamilies
                                 : options.only.contains(std::string(kFamilyNames[i])))
            families.push_back(static_cast<Family>(i));
    for (std::uint32_t i = 0; i < count; ++i) {
        scenario.liars.push_back({random.pick(families)});
        if (random.chance(300)) scenario.liars.back().insert(random.pick(families));
    }
}

/// A short run in which what the point needs really happens: later views, blocks that are prepared
/// and not decided, conflicts that are waited for. Which of them is drawn for each seed and point.
Scenario aroundPoint(const CrashPoint& point, std::uint64_t seed) {
    Random random(seedOf(point, seed));
    Scenario scenario;
    scenario.delayMs = random.between(1, 15);
    scenario.jitterMs = random.between(0, 10);
    scenario.downMs = random.chance(500) ? random.between(20, 300) : random.between(300, 4'000);
    scenario.verifyMs = random.between(0, 5);
    scenario.turnMs = random.between(0, 3);
    scenario.paymentEveryMs = random.between(80, 400);
    scenario.conflict = small(random, 50, 500);
    scenario.split = small(random, 0, 1'000);
    scenario.child = small(random, 0, 500);
    scenario.epochSlots = random.chance(300) ? 4 : 10;
    enum Trouble { None, Stopped, ProposalsLost, CommitsLost, Clogs };
    const Happening needs = happeningAt(point.at);
    auto trouble = static_cast<Trouble>(random.between(None, Clogs));
    if (needs == Happening::LaterView && trouble != Clogs) trouble = ProposalsLost;
    if (needs == Happening::Lock) trouble = CommitsLost;
    if (trouble == Stopped) {
        scenario.stopped = 1;
        scenario.epochSlots = 10;  // nobody is away for so long that it is suspended
    }
    if (trouble == ProposalsLost) scenario.lostProposals = small(random, 300, 800);
    if (trouble == CommitsLost) {
        scenario.lostCommits = small(random, 400, 900);
        scenario.lost = small(random, 0, 30);
    }
    if (trouble == Clogs) {
        scenario.clogEveryMs = random.between(500, 2'000);
        scenario.clogMs = random.between(100, 2'000);
    }
    if (needs ==
        Happening::Dispute) {  // READY: a conflict is older than 3 s, and the block not due
        scenario.blockIntervalMs = 6'000;
        scenario.conflict = scenario.split = 1'000;
        scenario.paymentEveryMs = 1'000;
    }
    if (needs == Happening::Epochs) scenario.epochSlots = 2;
    return scenario;
}

/// What came later still, from another source again.
void drawLatest(Scenario& scenario, const RunOptions& options) {
    Random random(options.seed ^ 0x6c6174657374ULL);
    if (scenario.hermit) return;
    if (random.chance(60)) scenario.hushMs = random.between(1'000, 20'000);
    for (auto& liar : scenario.liars) {
        if (!options.only.empty()) continue;
        if (random.chance(250)) liar.insert(Family::Spoil);
        if (random.chance(250)) liar.insert(Family::Accuse);
    }
    if (random.chance(100)) scenario.impatientEveryMs = random.between(500, 3'000);
}

}  // namespace

std::string_view nameOf(Family family) {
    return kFamilyNames.at(static_cast<std::size_t>(family));
}

std::optional<Family> familyFrom(std::string_view name) {
    const auto found = std::find(kFamilyNames.begin(), kFamilyNames.end(), name);
    if (found == kFamilyNames.end()) return std::nullopt;
    return static_cast<Family>(found - kFamilyNames.begin());
}

Scenario Scenario::draw(const RunOptions& options, Random& random) {
    if (options.point) {
        Scenario scenario = aroundPoint(*options.point, options.seed);
        for (const std::string& kind : options.without) scenario.leaveOut(kind);
        return scenario;
    }
    Scenario scenario;
    // One seed in ten has no faults at all: a promise that only holds under faults is none.
    const bool calm = random.chance(100);
    if (!calm) {
        drawNetwork(scenario, random);
        drawCrashes(scenario, random);
        if (random.chance(150)) scenario.stopped = small(random, 1, (options.members - 1) / 3);
        if (random.chance(500)) scenario.skewMs = random.between(1, 5'000);
    }
    // At most f members are faulty in one way or another.
    if (!calm && scenario.stopped == 0 && random.chance(100))
        scenario.farOff = small(random, 1, (options.members - 1) / 3);
    if (random.chance(600)) scenario.verifyMs = random.between(1, 10);
    if (random.chance(600)) scenario.turnMs = random.between(1, 5);
    scenario.paymentEveryMs = random.between(150, 1'500);
    scenario.conflict = small(random, 0, 300);
    scenario.child = small(random, 0, 700);
    drawChanges(scenario, options);
    scenario.pool = options.pool;
    scenario.files = options.disks;
    Random more(options.seed ^ 0x66617468656d73ULL);
    if (!calm) drawMore(scenario, more);
    if (!calm && !options.byzantine && more.chance(60)) {
        drawLadder(scenario);
    } else if (!calm || options.byzantine) {
        drawLiars(scenario, options, more);
    }
    if (!calm || options.byzantine) drawLatest(scenario, options);
    for (const std::string& kind : options.without) scenario.leaveOut(kind);
    return scenario;
}

bool Scenario::leaveOut(std::string_view kind) {
    const auto& kinds = table();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.name == kind; });
    if (found != kinds.end()) {
        found->leaveOut(*this);
        return true;
    }
    const auto family = familyFrom(kind);
    if (!family) return false;
    for (auto& liar : liars) liar.erase(*family);
    return true;
}

std::vector<std::string> Scenario::kinds() {
    std::vector<std::string> names;
    for (const Kind& kind : table()) names.emplace_back(kind.name);
    names.insert(names.end(), kFamilyNames.begin(), kFamilyNames.end());
    return names;
}

std::string Scenario::describe() const {
    std::string said = "scenario:";
    const auto number = [&said](const char* name, std::uint64_t value) {
        if (value != 0) said += " " + std::string(name) + "=" + std::to_string(value);
    };
    number("viewTimeoutMs", viewTimeoutMs);
    number("delayMs", delayMs);
    number("jitterMs", jitterMs);
    number("straggler", straggler);
    number("duplicate", duplicate);
    number("lost", lost);
    number("lostPayments", lostPayments);
    number("lostProposals", lostProposals);
    number("lostCommits", lostCommits);
    number("broken", broken);
    number("partitionEveryMs", partitionEveryMs);
    if (partitionEveryMs != 0) {
        number("partitionMs", partitionMs);
        number("stall", partitionsStall ? 1 : 0);
        number("isolate", isolate);
        number("bridge", bridge);
        number("oneWay", oneWay);
    }
    number("clogEveryMs", clogEveryMs);
    if (clogEveryMs != 0) number("clogMs", clogMs);
    number("hermit", hermit ? 1 : 0);
    number("hushMs", hushMs);
    number("crashEveryMs", crashEveryMs);
    number("crashAll", crashAll);
    number("downMs", downMs);
    number("pauseEveryMs", pauseEveryMs);
    if (pauseEveryMs != 0) number("pauseMs", pauseMs);
    if (pauseEveryMs != 0) number("asleep", asleep);
    number("crashInStore", crashInStore);
    number("failInStore", failInStore);
    number("failInRead", failInRead);
    if (onlyStore >= 0 && crashInStore + failInStore != 0)
        said += " onlyStore=" + std::to_string(onlyStore);
    number("files", files ? 1 : 0);
    number("stopped", stopped);
    number("skewMs", skewMs);
    number("farOff", farOff);
    number("jumpEveryMs", jumpEveryMs);
    if (jumpEveryMs != 0) number("jumpMs", jumpMs);
    number("verifyMs", verifyMs);
    number("turnMs", turnMs);
    number("paymentEveryMs", paymentEveryMs);
    number("conflict", conflict);
    number("split", split);
    number("child", child);
    number("impatientEveryMs", impatientEveryMs);
    number("pool", pool);
    number("epochSlots", epochSlots);
    number("joins", joins);
    number("retires", retires);
    for (const auto& liar : liars) {
        said += " liar=";
        std::string_view separator;
        for (const Family family : liar) {
            said += std::string(separator) + std::string(nameOf(family));
            separator = "+";
        }
        if (liar.empty()) said += "honest";
    }
    return said;
}

}  // namespace timecoin::sim

// How a node starts, stands still and falls. What it does while it is up: node.cpp.
#include "node/storage/memory_store.h"
#include "tests/sim/node.h"

namespace timecoin::sim {

namespace {

/// All sleeps of a run together are shorter: the monotonic clock stays above 0.
constexpr std::uint64_t kLongestSleepMs = 1'000'000'000;

}  // namespace

void Node::start() {
    m_links.setNodeUp(m_number, false);  // what is left of the process before
    ++m_boot;
    m_monotonicBaseMs = kLongestSleepMs + m_random.below(1'000'000);
    m_world.trace.mix(m_number);
    try {
        const auto started = startCore();
        if (m_disk->died()) return fall("loses power while starting", Ending::Crash);
        if (!started.ok()) {
            if (started.error().code == StorageCode::Corrupt)
                m_world.checkers.onFatal(m_number,
                                         {FatalCode::DatabaseDamaged, started.error().detail});
            return fall("cannot start: " + started.error().detail, Ending::Stop);
        }
    } catch (const SimulatedCrash&) {
        return fall("loses power while starting", Ending::Crash);
    }
    if (m_world.crashes && m_world.crashes->dies(m_number))
        return crash("dies when it has read its stores");
    const auto& blocks = m_world.checkers.blocks();
    m_world.trace.line(m_world.timeline.nowMs(),
                       [&] { return name() + " starts at height " + std::to_string(height()); });
    // What was committed just before a crash was never told.
    for (std::uint64_t next = blocks.heightOf(m_number) + 1; next <= height(); ++next) {
        const auto block = m_disk->chain().block(next);
        if (!block.ok()) return fall("cannot start: " + block.error().detail, Ending::Stop);
        if (*block) m_world.checkers.onBlock(m_number, **block);
    }
    m_world.checkers.onStart(m_number, height(), m_core->tip().hash);
    m_links.setNodeUp(m_number, true);
    enqueue(Woken{});
    if (m_lies) planLies();
}

Status<StorageError> Node::startCore() {
    CoreConfig config;
    config.network = m_world.network;
    config.operatorKey = m_key;
    config.scheme = &m_world.scheme;
    config.nonceSeed = m_random.next();
    if (m_world.scenario.pool != 0) config.poolTransactions = m_world.scenario.pool;
    if (auto opened = m_disk->open(); !opened) return opened;
    if (auto begun = m_safety.begin(m_disk->log()); !begun) return begun;
    m_core = std::make_unique<NodeCore>(std::move(config), m_disk->chain(), m_safety);
    return m_core->start(now());
}

void Node::crash(const std::string& why) {
    if (m_core) fall(why, Ending::Crash);
}

/// The disk can no longer be relied on, or the rules themselves are broken.
void Node::stopFor(const Fatal& fatal) {
    m_world.checkers.onFatal(m_number, fatal);
    fall("stops: " + fatal.detail, Ending::Stop);
}

void Node::fall(const std::string& why, Ending ending) {
    m_core.reset();
    const std::string left = m_disk->close(ending);
    m_world.trace.line(m_world.timeline.nowMs(), [&] {
        return name() + " " + why + (left.empty() ? "" : " (" + left + ")");
    });
    m_world.trace.mix(m_number + 1'000);
    if (const auto operations = m_disk->report().operations; operations != 0)
        m_world.trace.mix(operations);
    m_peers.clear();
    m_seen.clear();
    m_inbox.clear();
    m_turnPlanned = false;
    m_paused = false;
    m_wakeAtMs.reset();
    m_leaving.reset();
    ++m_boot;
    if (m_world.crashes)
        fade();
    else
        m_links.setNodeUp(m_number, false);
    if (m_onDown) m_onDown();
}

/// What the process has handed to its system arrives, as after a SIGKILL; nothing else hears of it.
void Node::fade() {
    m_world.crashes->onDown(m_number);
    const Scenario& scenario = m_world.scenario;
    const std::uint64_t onTheWayMs = scenario.delayMs + scenario.jitterMs + scenario.turnMs + 1;
    m_world.timeline.after(onTheWayMs, [this, boot = m_boot] {
        if (boot == m_boot) m_links.setNodeUp(m_number, false);
    });
}

void Node::pause(std::uint64_t forMs, bool asleep) {
    if (!m_core || m_paused) return;
    m_paused = true;
    m_world.trace.line(m_world.timeline.nowMs(), [&] {
        return name() + (asleep ? " sleeps for " : " stands still for ") + std::to_string(forMs) +
               " ms";
    });
    m_world.timeline.after(forMs, [this, boot = m_boot, forMs, asleep] {
        if (boot != m_boot) return;
        if (asleep) m_monotonicBaseMs -= forMs;
        goOn();
    });
}

void Node::goOn() {
    m_world.trace.line(m_world.timeline.nowMs(), [&] { return name() + " goes on"; });
    m_paused = false;
    m_wakeAtMs.reset();
    enqueue(Woken{});
}

void Node::keepBackup() {
    if (!m_core) return;
    m_world.trace.line(m_world.timeline.nowMs(),
                       [&] { return name() + " is backed up at " + std::to_string(height()); });
    m_disk->backUp();
}

void Node::restoreBackup() {
    if (!m_core || !m_disk->hasBackup()) return;
    crash("is set back to its backup");
    m_disk->restore();
    m_safety.forget();
}

}  // namespace timecoin::sim

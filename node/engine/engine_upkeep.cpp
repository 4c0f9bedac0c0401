// What the engine does with the chain store when nothing else is to be done (R-STO-10, R-STO-12).
#include "node/engine/engine.h"

#include "node/engine/log.h"
#include "node/engine/machine_memory.h"

#include <QElapsedTimer>

namespace timecoin {
namespace {

constexpr int kPauseMs = 10;    ///< between two slices: sockets and turns come first
constexpr int kRestMs = 1'000;  ///< when nothing waits
constexpr qint64 kSliceMs = 5;
constexpr std::size_t kStepsAtOnce = 64;  ///< the clock is looked at after each
/// A node that is never idle still gets a slice after this many pauses.
constexpr int kMaxSkipped = 20;

}  // namespace

DatabaseOptions chainOptions(const EngineConfig& config) {
    const std::uint32_t kib = cacheMiBFor(config.cacheMiB, machineMemoryMiB()) * 1'024;
    DatabaseOptions options;
    options.cacheKiB = kib / 2;
    options.coinCacheKiB = kib / 2;
    return options;
}

void Engine::startUpkeep() {
    m_recount.emplace(*m_chain);
    m_idleTimer.start(kPauseMs);
}

void Engine::upkeep() {
    if (!m_running) return;
    const bool busy = m_turnScheduled || !m_inbox.empty(wire::Lane::Addresses);
    if (busy && ++m_upkeepSkipped <= kMaxSkipped) {
        m_idleTimer.start(kPauseMs);
        return;
    }
    m_upkeepSkipped = 0;
    const auto waits = m_chain->writeBack();
    if (!waits) return failUpkeep(waits.error());
    bool more = waits.value();
    QElapsedTimer clock;
    clock.start();
    while (m_recount && clock.elapsed() < kSliceMs) {
        const auto goesOn = m_recount->advance(kStepsAtOnce);
        if (!goesOn) return failUpkeep(goesOn.error());
        m_recounted = m_recount->progress();
        m_changed = true;
        if (goesOn.value()) continue;
        qCInfo(logEngine).noquote() << m_config.name << "recount finished";
        m_recount.reset();
    }
    more = more || m_recount.has_value();
    m_idleTimer.start(more ? kPauseMs : kRestMs);
}

void Engine::failUpkeep(const StorageError& error) {
    if (!m_running) return;
    m_running = false;
    fail({error.code == StorageCode::Corrupt ? EngineFault::DatabaseDamaged : EngineFault::Storage,
          QString::fromStdString(error.detail)});
}

}  // namespace timecoin

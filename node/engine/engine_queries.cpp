// What others ask the engine. Each answer costs a bounded time: the node's turns wait for it.
#include "node/engine/engine.h"

#include <QElapsedTimer>

#include <algorithm>
#include <string>
#include <utility>

namespace timecoin {
namespace {

Failure<StorageError> notRunning() {
    return fail(StorageError{StorageCode::CannotOpen, "not running"});
}

Failure<StorageError> missingBlock(std::uint64_t height) {
    return fail(
        StorageError{StorageCode::Corrupt, "block " + std::to_string(height) + " is not there"});
}

}  // namespace

template <class T>
Stored<T> Engine::told(Stored<T> found) {
    if (!found && found.error().code == StorageCode::Corrupt)
        QMetaObject::invokeMethod(
            this, [this, error = found.error()] { failUpkeep(error); }, Qt::QueuedConnection);
    return found;
}

Stored<std::vector<CoinDelta::Created>> Engine::coinsOfAll(const std::set<Lock>& locks) {
    if (!m_chain) return notRunning();
    return told(m_chain->coinsOfAll(locks));
}

Stored<std::optional<std::uint64_t>> Engine::heightOf(const Hash& txid) {
    if (!m_chain) return notRunning();
    return told(m_chain->heightOf(txid));
}

Stored<EngineBlocks> Engine::blocksFrom(std::uint64_t from, std::uint64_t count) {
    return told(readBlocks(from, count));
}

std::optional<std::uint64_t> Engine::height() const {
    if (!m_core) return std::nullopt;
    return m_core->tip().header.height;
}

Stored<EngineBlocks> Engine::readBlocks(std::uint64_t from, std::uint64_t count) const {
    if (!m_chain || !m_core) return notRunning();
    QElapsedTimer clock;
    clock.start();
    EngineBlocks out;
    out.tip = m_core->tip().header.height;
    const auto bodies = m_chain->bodiesFrom();
    if (!bodies) return timecoin::fail(bodies.error());
    out.bodiesFrom = bodies.value();
    // Height 0 holds no transactions.
    out.next = std::max<std::uint64_t>({from, 1, out.bodiesFrom});
    std::optional<std::uint64_t> parentTimestampMs;
    if (out.next == 1) parentTimestampMs = m_config.network.genesis.timeMs;
    const std::uint64_t first = out.next;
    while (out.next <= out.tip && out.next - first < count) {
        if (out.next > first && clock.elapsed() >= kBlocksMs) break;
        if (!parentTimestampMs) {
            const auto parent = m_chain->certifiedHeader(out.next - 1);
            if (!parent) return timecoin::fail(parent.error());
            if (!parent.value()) return missingBlock(out.next - 1);
            parentTimestampMs = parent.value()->header.timestampMs;
        }
        const auto found = m_chain->block(out.next);
        if (!found) return timecoin::fail(found.error());
        if (!found.value()) return missingBlock(out.next);
        const Block& block = found.value()->block;
        auto reduced = m_watch.reduced(block, found.value()->certificate.block,
                                       m_config.network.slotAfter(*parentTimestampMs));
        parentTimestampMs = block.header.timestampMs;
        if (!reduced.transactions.empty()) out.blocks.push_back(std::move(reduced));
        ++out.next;
    }
    return out;
}

std::optional<TransferCertificate> Engine::proofOf(const Hash& txid, StatementKind kind) const {
    if (!m_core) return std::nullopt;
    return m_core->proofOf(txid, kind);
}

std::optional<EngineRegistry> Engine::registry() const {
    if (!m_core) return std::nullopt;
    const TipState& tip = m_core->tip();
    const NetworkParams& params = m_config.network.params;
    EngineRegistry out{tip.registry,
                       {},
                       tip.next,
                       params.epochSlots,
                       params.blockIntervalMs,
                       m_config.network.genesis.timeMs,
                       params.collateral,
                       {}};
    for (const MasternodeEntry& entry : tip.registry.entries)
        out.outlooks.push_back(
            paymentOutlook(tip.registry, entry.node.collateral, params.epochSlots));
    if (m_config.operatorKey) out.self = m_config.operatorKey->publicKey();
    return out;
}

WatchFilter::Source Engine::watchSource() const {
    return {[this](const Hash& id) { return m_core ? m_core->pooled(id) : nullptr; },
            [this](const Hash& id) {
                const auto counted = m_core->countedFor(id);
                return WatchedVotes{id, counted.height, counted.votesBy, counted.acksBy};
            },
            [this](std::uint64_t parentTimestampMs) {
                return m_config.network.slotAfter(parentTimestampMs);
            }};
}

void Engine::watch(const std::vector<Lock>& locks) {
    if (!m_watch.add(locks) || !m_running) return;
    auto events = m_watch.follow(m_core->pooledAll());
    if (!events.empty()) m_handlers.happened({std::move(events), clocks().wallMs});
}

}  // namespace timecoin

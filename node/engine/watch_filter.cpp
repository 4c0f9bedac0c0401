#include "node/engine/watch_filter.h"

#include <algorithm>
#include <utility>

namespace timecoin {

WatchFilter::WatchFilter(Source source) : m_source(std::move(source)) {}

bool WatchFilter::add(const std::vector<Lock>& locks) {
    const std::size_t before = m_locks.size();
    for (const Lock& lock : locks) {
        if (m_locks.size() >= kMaxLocks) break;
        m_locks.insert(lock);
    }
    return m_locks.size() != before;
}

/// Who spends is told by the witness: the transfer is valid, so each spent lock is in it.
bool WatchFilter::matches(const Transaction& transaction) const {
    if (m_locks.empty()) return false;
    const auto watched = [this](const Lock& lock) { return m_locks.contains(lock); };
    const Witness& witness = transaction.witness;
    return std::any_of(transaction.outputs.begin(), transaction.outputs.end(),
                       [&](const Output& output) { return watched(output.lock); }) ||
           std::any_of(witness.signatures.begin(), witness.signatures.end(),
                       [&](const KeySignature& made) { return watched(Lock::toKey(made.key)); }) ||
           std::any_of(witness.keyLists.begin(), witness.keyLists.end(),
                       [&](const KeyList& list) { return watched(list.lock()); });
}

void WatchFilter::begin(const TransactionPtr& transfer, std::vector<EngineEvent>& out) {
    if (!transfer || m_followed.contains(transfer->id) || !matches(transfer->tx)) return;
    out.emplace_back(WatchedSeen{transfer});
    // Votes may have come before the transfer itself.
    const WatchedVotes counted = m_source.counted(transfer->id);
    m_followed.emplace(transfer->id, counted);
    if (counted.votesBy.any() || counted.acksBy.any()) out.emplace_back(counted);
}

std::vector<EngineEvent> WatchFilter::follow(const std::vector<TransactionPtr>& pooled) {
    std::vector<EngineEvent> out;
    for (const TransactionPtr& transfer : pooled) begin(transfer, out);
    return out;
}

void WatchFilter::count(const VotesCounted& votes, std::vector<EngineEvent>& out) {
    if (m_followed.empty()) return;
    for (const Hash& id : votes.ids) {
        const auto found = m_followed.find(id);
        if (found == m_followed.end()) continue;
        WatchedVotes& counted = found->second;
        if (votes.height < counted.height) continue;
        if (votes.height > counted.height) {
            // A new window: what was said in the last one says nothing here.
            counted = WatchedVotes{id, votes.height, {}, {}};
        }
        MemberBits& bits = votes.kind == StatementKind::TxVote ? counted.votesBy : counted.acksBy;
        if (bits.test(votes.member)) continue;
        bits.set(votes.member);
        out.emplace_back(counted);
    }
}

WatchedCommitted WatchFilter::reduced(const Block& block, const Hash& hash,
                                      std::uint64_t slot) const {
    WatchedCommitted out{block.header.height, hash, block.header.timestampMs, slot, {}};
    for (const Transaction& transaction : block.transactions)
        if (matches(transaction)) out.transactions.push_back(transaction);
    return out;
}

void WatchFilter::onBlock(const BlockCommitted& event, std::vector<EngineEvent>& out) {
    const Block& block = event.block->block;
    WatchedCommitted committed = reduced(block, event.hash, m_source.slotAfter(m_tipTimestampMs));
    m_tipTimestampMs = block.header.timestampMs;
    for (const Transaction& transaction : committed.transactions)
        m_followed.erase(transaction.id());
    out.emplace_back(std::move(committed));
}

std::vector<EngineEvent> WatchFilter::pass(const std::vector<CoreEvent>& events) {
    std::vector<EngineEvent> out;
    out.reserve(events.size());
    for (const CoreEvent& event : events) {
        if (const auto* votes = std::get_if<VotesCounted>(&event)) {
            count(*votes, out);
            continue;
        }
        out.emplace_back(event);
        if (const auto* block = std::get_if<BlockCommitted>(&event)) {
            onBlock(*block, out);
        } else if (const auto* seen = std::get_if<TransferSeen>(&event)) {
            if (!m_locks.empty()) begin(m_source.pooled(seen->id), out);
        } else if (const auto* rejected = std::get_if<TransferRejected>(&event)) {
            // A refused copy may have a good one beside it that stays.
            if (!m_source.pooled(rejected->id)) m_followed.erase(rejected->id);
        }
    }
    return out;
}

}  // namespace timecoin

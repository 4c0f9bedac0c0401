// What may wait for an idle moment: coins into their table, old deltas and bodies out of theirs.
#include "node/storage/sqlite/chain_store.h"

#include "node/storage/commit_check.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Old deltas and bodies dropped in one transaction of an idle moment.
constexpr std::uint64_t kDropsWhenIdle = 8;
/// Blocks whose deltas wait, however little they change: opening reads them all.
constexpr std::uint64_t kBlocksWorthFlushing = 1'000;
constexpr std::uint64_t kMaxBlocksWaiting = 4'000;

}  // namespace

Stored<bool> SqliteChainStore::writeBack() {
    if (m_database.failure()) return fail(*m_database.failure());
    if (!m_hasTip) return false;
    if (shouldFlush()) {
        if (auto status = flushSome(); !status) return fail(status.error());
    } else if (hasOld()) {
        if (auto status = dropSomeOld(); !status) return fail(status.error());
    }
    return shouldFlush() || hasOld();
}

// ---- coins into the table (R-STO-10) --------------------------------------------------

bool SqliteChainStore::mustFlush() const {
    return m_cache.isFull() || m_tipHeader.height - m_upkeep.coinsHeight > kMaxBlocksWaiting;
}

bool SqliteChainStore::shouldFlush() const {
    return m_upkeep.flushTo > m_upkeep.coinsHeight || m_cache.isWorthFlushing() ||
           m_tipHeader.height - m_upkeep.coinsHeight > kBlocksWorthFlushing;
}

/// The next coins in outpoint order, in one transaction that says how far it has come.
Status<StorageError> SqliteChainStore::flushSome() {
    Upkeep upkeep = m_upkeep;
    if (upkeep.flushTo == upkeep.coinsHeight) {
        m_cache.beginFlush();
        upkeep.flushTo = m_tipHeader.height;
    }
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    const auto last = writeCoins(m_coinsPerFlush);
    if (!last) {
        // Also when a row is not what memory says: the table and the deltas contradict each other.
        m_database.giveUp(last.error());
        return fail(last.error());
    }
    upkeep.flushedUpTo = last.value();
    if (!upkeep.flushedUpTo) upkeep.coinsHeight = upkeep.flushTo;
    if (auto status = m_states.write(upkeep); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_upkeep = upkeep;
    if (m_upkeep.flushedUpTo)
        m_cache.flushedUpTo(*m_upkeep.flushedUpTo);
    else
        m_cache.endFlush();
    return done();
}

/// The outpoint of the last one written; nullopt: that was the last of the flush.
Stored<std::optional<OutPoint>> SqliteChainStore::writeCoins(std::size_t most) {
    const CoinChanges& changes = m_cache.flushing();
    std::optional<OutPoint> last;
    auto at = changes.begin();
    for (; at != changes.end() && most > 0; ++at, --most) {
        const auto& [outpoint, change] = *at;
        if (change.was) {
            if (auto status = m_coins.remove(outpoint, *change.was); !status)
                return fail(status.error());
        }
        if (change.now) {
            if (auto status = m_coins.insert(outpoint, *change.now); !status)
                return fail(status.error());
        }
        last = outpoint;
    }
    return at == changes.end() ? std::nullopt : last;
}

// ---- what is not kept any longer ------------------------------------------------------

/// (R-STO-11) A delta stays while the table lacks it, and down to the newest boundary.
std::uint64_t SqliteChainStore::deltasWantedFrom() const {
    return std::min(m_upkeep.coinsHeight, m_boundary.value_or(m_upkeep.coinsHeight)) + 1;
}

std::uint64_t SqliteChainStore::bodiesWantedFrom() const {
    return std::max(m_upkeep.bodiesFrom, prunedFrom(m_tipHeader.height, m_pruneDepth, m_boundary));
}

bool SqliteChainStore::hasOld() const {
    return m_upkeep.deltasFrom < deltasWantedFrom() || m_upkeep.bodiesFrom < bodiesWantedFrom();
}

Status<StorageError> SqliteChainStore::dropOld(Upkeep& upkeep, std::uint64_t most) {
    if (const auto to = std::min(deltasWantedFrom(), upkeep.deltasFrom + most);
        upkeep.deltasFrom < to) {
        if (auto status = m_deltas.drop(upkeep.deltasFrom, to); !status) return status;
        upkeep.deltasFrom = to;
    }
    if (const auto to = std::min(bodiesWantedFrom(), upkeep.bodiesFrom + most);
        upkeep.bodiesFrom < to) {
        if (auto status = m_blocks.dropBodies(upkeep.bodiesFrom, to); !status) return status;
        upkeep.bodiesFrom = to;
    }
    return done();
}

Status<StorageError> SqliteChainStore::dropSomeOld() {
    Upkeep upkeep = m_upkeep;
    auto transaction = WriteTransaction::begin(m_database);
    if (!transaction) return fail(transaction.error());
    if (auto status = dropOld(upkeep, kDropsWhenIdle); !status) return status;
    if (auto status = m_states.write(upkeep); !status) return status;
    if (auto status = transaction->commit(); !status) return status;
    m_upkeep = upkeep;
    return done();
}

}  // namespace timecoin

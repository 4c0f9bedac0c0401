// What the node tells, what it is asked, and payments handed to it until they are in a block.
#include "wallet/worker/wallet_worker.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr int kSyncRetryMs = 1'000;

}  // namespace

// --- from the beginning: coins, then history ------------------------------------------------

void WalletWorker::nodeUp() {
    m_nodeUp = true;
    for (auto& [id, attempt] : m_attempts) attempt = {};
    startSync();
}

void WalletWorker::nodeDown() {
    m_nodeUp = false;
    m_syncing = false;
    ++m_syncTag;
    m_syncTimer.stop();
    if (!m_wallet) return;
    m_wallet->ledger().poolForgotten();
    changed();
}

void WalletWorker::nodeTip(quint64 height, quint64 timestampMs) {
    const bool moved = height != m_nodeHeight;
    m_nodeHeight = std::max(m_nodeHeight, height);
    if (m_wallet && height > 0)
        m_wallet->ledger().setNextSlot(m_config.network->slotAfter(timestampMs));
    if (moved) changed();
}

void WalletWorker::startSync() {
    if (!m_wallet || !m_nodeUp) return;
    ++m_syncTag;
    m_syncing = true;
    m_askLocks = m_wallet->locks();
    m_askedLocks = 0;
    m_picture = {};
    m_picture.covered = m_wallet->keyCounts();
    // Watched first: whatever happens after the answers is told.
    m_handlers.watch(m_askLocks);
    askCoins();
    handIn();
}

void WalletWorker::askCoins() {
    m_handlers.askCoins(m_syncTag, m_askLocks.mid(m_askedLocks, kLocksAsked));
}

void WalletWorker::coinsTold(quint64 tag, const CoinsAnswer& answer) {
    if (!m_wallet || tag != m_syncTag) return;
    // All of one moment, or all again.
    if (!answer.ok || (m_askedLocks > 0 && answer.height != m_picture.height))
        return m_syncTimer.start(kSyncRetryMs);
    m_picture.height = answer.height;
    for (const CoinInfo& coin : answer.coins)
        if (const auto lock = decoded<Lock>(coin.lock))
            m_picture.coins.emplace(OutPoint{coin.txid, coin.index},
                                    Coin{{coin.value, *lock}, coin.matureSlot});
    m_askedLocks += kLocksAsked;
    if (m_askedLocks < m_askLocks.size()) return askCoins();
    m_nodeHeight = std::max(m_nodeHeight, answer.height);
    if (m_picture.height >= m_wallet->scanned())
        m_wallet->ledger().coinsAt(std::exchange(m_picture, {}));
    else if (m_wallet->gap())
        // Some coins only the node can name, and it is not as far as this wallet was.
        return m_syncTimer.start(kSyncRetryMs);
    m_wallet->setCoinsKnown();
    changed();
    if (m_wallet->growKeys()) return startSync();
    askBlocks();
}

void WalletWorker::askBlocks() {
    m_handlers.askBlocks(m_syncTag, m_wallet->scanned() + 1);
}

void WalletWorker::blocksTold(quint64 tag, const BlocksAnswer& answer) {
    if (!m_wallet || tag != m_syncTag) return;
    if (!answer.ok) return m_syncTimer.start(kSyncRetryMs);
    if (m_wallet->nodeHasFrom(answer.bodiesFrom)) return startSync();
    for (const WatchedBlock& block : answer.blocks) foldBlock(block, false);
    m_nodeHeight = std::max(m_nodeHeight, answer.tip);
    // These blocks may have paid to keys that were not looked for yet: once more, with them.
    if (m_wallet->growKeys()) return startSync();
    if (answer.next > m_wallet->scanned() + 1) m_wallet->setScanned(answer.next - 1);
    if (answer.next <= answer.tip) {
        changed();
        return askBlocks();
    }
    m_syncing = false;
    m_wallet->setScanned(std::max<quint64>(m_wallet->scanned(), answer.tip));
    m_wallet->historyIsComplete();
    changed();
    handIn();
}

// --- as it happens --------------------------------------------------------------------------

void WalletWorker::foldBlock(const WatchedBlock& block, bool news) {
    LedgerBlock out;
    out.height = block.height;
    out.timestampMs = block.timestampMs;
    out.slot = block.slot;
    out.nextSlot = m_config.network->slotAfter(block.timestampMs);
    for (const Bytes& bytes : block.transactions) {
        auto tx = decoded<Transaction>(bytes);
        if (tx && m_wallet->ledger().concerns(*tx)) out.transactions.push_back(std::move(*tx));
    }
    m_wallet->ledger().block(out, news);
    for (const Transaction& tx : out.transactions) {
        const Hash id = tx.id();
        m_attempts.erase(id);
        m_handedInMs.erase(id);
    }
}

void WalletWorker::blockCommitted(const WatchedBlock& block) {
    m_nodeHeight = std::max(m_nodeHeight, block.height);
    if (!m_wallet) return;
    foldBlock(block, true);
    if (m_wallet->growKeys()) {
        startSync();
    } else if (!m_syncing && block.height == m_wallet->scanned() + 1) {
        m_wallet->setScanned(block.height);
    } else if (!m_syncing && block.height > m_wallet->scanned()) {
        startSync();  // something between was not heard of
    }
    changed();
}

void WalletWorker::transferSeen(const WatchedTransfer& transfer) {
    if (!m_wallet) return;
    const auto tx = decoded<Transaction>(transfer.transaction);
    if (!tx || !m_wallet->ledger().concerns(*tx)) return;
    m_wallet->ledger().seen(*tx, wallMs());
    changed();
}

void WalletWorker::transferCertified(const Hash& id) {
    if (!m_wallet) return;
    m_wallet->ledger().certified(id, wallMs());
    if (m_wallet->ledger().record(id) != nullptr) changed();
}

void WalletWorker::transferFinal(const Hash& id) {
    if (!m_wallet) return;
    const auto handedIn = m_handedInMs.find(id);
    quint64 afterMs = 0;
    if (handedIn != m_handedInMs.end()) {
        afterMs = static_cast<quint64>(std::max<qint64>(1, m_clock.elapsed() - handedIn->second));
        m_handedInMs.erase(handedIn);
    }
    m_wallet->ledger().becameFinal(id, wallMs(), afterMs);
    if (m_wallet->ledger().record(id) != nullptr) changed();
}

void WalletWorker::transferRejected(const Hash& id, const QString& code) {
    if (!m_wallet) return;
    m_wallet->ledger().rejected(id, code.toStdString());
    const auto attempt = m_attempts.find(id);
    if (attempt != m_attempts.end()) attempt->second.taken = false;
    if (m_wallet->ledger().record(id) == nullptr) return;
    changed();
    handIn();
}

// --- handing in -----------------------------------------------------------------------------

/// Every payment made here that no block holds is offered to the node: at once, again after what it
/// refused for now, and anew to every node that starts. The bytes are always the same.
void WalletWorker::handIn() {
    if (!m_wallet || !m_nodeUp) return;
    const std::vector<Hash> unfinished = m_wallet->ledger().unfinished();
    std::erase_if(m_attempts, [&](const auto& attempt) {
        return !std::binary_search(unfinished.begin(), unfinished.end(), attempt.first);
    });
    const qint64 nowMs = m_clock.elapsed();
    qint64 nextMs = -1;
    for (const Hash& id : unfinished) {
        Attempt& attempt = m_attempts[id];
        if (attempt.asked || attempt.taken) continue;
        if (attempt.dueMs <= nowMs) {
            attempt.asked = true;
            const PaymentRecord& record = *m_wallet->ledger().record(id);
            // Only what was made just now tells how long finality takes.
            if (!isIrreversible(record.state())) m_handedInMs.emplace(id, nowMs);
            m_handlers.submit(id, encoded(record.tx));
        } else {
            nextMs = nextMs < 0 ? attempt.dueMs : std::min(nextMs, attempt.dueMs);
        }
    }
    if (nextMs >= 0) m_retryTimer.start(static_cast<int>(nextMs - nowMs));
}

void WalletWorker::submitted(const Hash& id, const SubmitOutcome& outcome) {
    const auto found = m_attempts.find(id);
    if (!m_wallet || found == m_attempts.end()) return;
    Attempt& attempt = found->second;
    attempt.asked = false;
    const std::string code = outcome.code.toStdString();
    if (outcome.accepted || code == "already_known") {
        attempt.taken = true;
        m_wallet->ledger().seen(id);
        return changed();
    }
    const PaymentRecord* record = m_wallet->ledger().record(id);
    if (!isTemporaryRefusal(code)) {
        m_wallet->ledger().rejected(id, code);
    } else if (record == nullptr || !record->seen) {
        attempt.dueMs = m_clock.elapsed() + attempt.waitMs;
        attempt.waitMs = std::min(attempt.waitMs * 2, kLastRetryMs);
    } else {
        attempt.taken = true;  // its events were quicker than its answer
    }
    changed();
    handIn();
}

}  // namespace timecoin

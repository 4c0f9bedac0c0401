#include "wallet/view/wallet_ledger.h"

#include <algorithm>
#include <utility>

namespace timecoin {

namespace {

constexpr std::string_view kConflict = "conflict";

/// The earliest that was told; 0 is "never".
void earliest(std::uint64_t& known, std::uint64_t told) {
    if (told != 0 && (known == 0 || told < known)) known = told;
}

/// One reason out of all that were told, whatever their order: a conflict says most.
void refuse(std::string& known, const std::string& code) {
    if (known == kConflict) return;
    if (known.empty() || isTemporaryRefusal(known) || code == kConflict ||
        (code < known && !isTemporaryRefusal(code)))
        known = code;
}

}  // namespace

// --- what is ours ---------------------------------------------------------------------------

void WalletLedger::addKeys(const std::map<Lock, OwnKey>& keys) {
    std::map<Lock, OwnKey> fresh;
    for (const auto& [lock, key] : keys)
        if (m_keys.emplace(lock, key).second) fresh.emplace(lock, key);
    if (fresh.empty()) return;
    for (const CoinDelta::Created& coin : m_rules.initialCoins) {
        const auto key = fresh.find(coin.coin.output.lock);
        if (key != fresh.end()) addOutput(coin.outpoint, coin.coin.output, key->second, true);
    }
    for (const auto& [id, record] : m_records)
        for (std::uint32_t i = 0; i < record.tx.outputs.size(); ++i) {
            const auto key = fresh.find(record.tx.outputs[i].lock);
            if (key == fresh.end()) continue;
            addOutput({id, i}, record.tx.outputs[i], key->second, false);
            markWithChildren(id);
        }
}

std::optional<OwnKey> WalletLedger::keyOf(const Lock& lock) const {
    const auto found = m_keys.find(lock);
    if (found == m_keys.end()) return std::nullopt;
    return found->second;
}

bool WalletLedger::concerns(const Transaction& tx) const {
    const auto ours = [this](const Lock& lock) { return m_keys.contains(lock); };
    return std::any_of(tx.outputs.begin(), tx.outputs.end(),
                       [&](const Output& output) { return ours(output.lock); }) ||
           std::any_of(tx.inputs.begin(), tx.inputs.end(),
                       [this](const OutPoint& input) { return m_outputs.contains(input); }) ||
           std::any_of(
               tx.witness.signatures.begin(), tx.witness.signatures.end(),
               [&](const KeySignature& signature) { return ours(Lock::toKey(signature.key)); });
}

void WalletLedger::addOutput(const OutPoint& outpoint, const Output& output, const OwnKey& key,
                             bool initial) {
    if (!m_outputs.emplace(outpoint, OwnOutput{output, key, initial}).second) return;
    if (!isGone(outpoint)) m_open.insert(outpoint);
    auto& used = m_usedKeys[key.chain];
    used = std::max(used, key.index + 1);
}

void WalletLedger::load(PaymentRecord record) {
    const Hash id = record.tx.id();
    if (m_records.contains(id)) return;
    insert(id, std::move(record));
    settle(id, RecordState::Created, false);
}

void WalletLedger::setFrozen(const OutPoint& outpoint, bool frozen) {
    if (frozen)
        m_frozen.insert(outpoint);
    else
        m_frozen.erase(outpoint);
}

// --- records --------------------------------------------------------------------------------

void WalletLedger::insert(const Hash& id, PaymentRecord record) {
    if (const auto found = m_early.find(id); found != m_early.end()) {
        const Early& told = found->second;
        earliest(record.certifiedMs, told.certifiedMs);
        earliest(record.finalMs, told.finalMs);
        earliest(record.finalAfterMs, told.finalAfterMs);
        record.certified = record.certified || told.certified;
        record.final = record.final || told.final;
        if (!told.reason.empty()) refuse(record.reason, told.reason);
        m_early.erase(found);
        std::erase(m_earlyOrder, id);
    }
    const auto [at, added] = m_records.emplace(id, std::move(record));
    index(id, at->second);
    markWithChildren(id);
}

void WalletLedger::index(const Hash& id, const PaymentRecord& record) {
    for (const OutPoint& input : record.tx.inputs) m_spenders[input].insert(id);
    for (std::uint32_t i = 0; i < record.tx.outputs.size(); ++i) {
        const Output& output = record.tx.outputs[i];
        if (const auto key = keyOf(output.lock)) addOutput({id, i}, output, *key, false);
    }
}

PaymentRecord& WalletLedger::put(const Transaction& tx, std::uint64_t atMs) {
    const Hash id = tx.id();
    if (!m_records.contains(id)) {
        PaymentRecord record;
        record.tx = tx;
        insert(id, std::move(record));
    }
    PaymentRecord& record = m_records.at(id);
    if (!record.madeHere) earliest(record.createdMs, atMs);
    return record;
}

void WalletLedger::settle(const Hash& id, RecordState before, bool news) {
    PaymentRecord& record = m_records.at(id);
    if (!isIrreversible(record.state())) {
        // Late, and lost already: something irreversible spends the same (rule L6).
        const bool lost = std::any_of(record.tx.inputs.begin(), record.tx.inputs.end(),
                                      [this](const OutPoint& input) { return isGone(input); });
        if (lost) refuse(record.reason, std::string(kConflict));
    }
    const RecordState after = record.state();
    if (after != before) markWithChildren(id);
    if (isIrreversible(after)) {
        for (const OutPoint& input : record.tx.inputs) m_open.erase(input);
        refuseRivals(id, record);
        if (news && !isIrreversible(before)) m_news.push_back({id, true});
    } else if (after == RecordState::Rejected && before != after && news &&
               !isTemporaryRefusal(record.reason)) {
        m_news.push_back({id, false});
    }
}

void WalletLedger::refuseRivals(const Hash& id, const PaymentRecord& record) {
    for (const OutPoint& input : record.tx.inputs)
        for (const Hash& rival : m_spenders.at(input)) {
            PaymentRecord& other = m_records.at(rival);
            const RecordState before = other.state();
            if (rival == id || isIrreversible(before)) continue;
            refuse(other.reason, std::string(kConflict));
            m_changed.insert(rival);
            if (!isOver(before)) {
                markWithChildren(rival);
                m_news.push_back({rival, false});
            }
        }
}

/// What a payment is shown as depends on which of its inputs are ours.
void WalletLedger::markWithChildren(const Hash& id) {
    m_changed.insert(id);
    const auto count = static_cast<std::uint32_t>(m_records.at(id).tx.outputs.size());
    for (auto at = m_spenders.lower_bound({id, 0});
         at != m_spenders.end() && at->first.txid == id && at->first.index < count; ++at)
        m_changed.insert(at->second.begin(), at->second.end());
}

WalletLedger::Early& WalletLedger::early(const Hash& id) {
    if (!m_early.contains(id)) {
        if (m_earlyOrder.size() >= kMaxEarly) {
            m_early.erase(m_earlyOrder.front());
            m_earlyOrder.pop_front();
        }
        m_earlyOrder.push_back(id);
    }
    return m_early[id];
}

// --- own payments ---------------------------------------------------------------------------

bool WalletLedger::create(PaymentRecord record) {
    const Hash id = record.tx.id();
    if (m_records.contains(id) || record.tx.inputs.empty()) return false;
    const std::vector<WalletCoin> usable = spendable();
    for (const OutPoint& input : record.tx.inputs)
        if (std::none_of(usable.begin(), usable.end(),
                         [&input](const WalletCoin& coin) { return coin.outpoint == input; }))
            return false;
    record.madeHere = true;
    insert(id, std::move(record));
    settle(id, RecordState::Created, true);
    return true;
}

bool WalletLedger::abandon(const Hash& id) {
    const auto found = m_records.find(id);
    if (found == m_records.end() || !found->second.madeHere) return false;
    PaymentRecord& record = found->second;
    const RecordState before = record.state();
    if (before != RecordState::Created && before != RecordState::Seen) return false;
    record.abandoned = true;
    settle(id, before, false);
    return true;
}

// --- what the node tells --------------------------------------------------------------------

void WalletLedger::seen(const Transaction& tx, std::uint64_t nowMs) {
    put(tx, nowMs);
    seen(tx.id());
}

void WalletLedger::seen(const Hash& id) {
    const auto found = m_records.find(id);
    if (found == m_records.end()) return;
    PaymentRecord& record = found->second;
    const RecordState before = record.state();
    record.seen = true;
    if (isTemporaryRefusal(record.reason)) record.reason.clear();
    settle(id, before, true);
}

void WalletLedger::certified(const Hash& id, std::uint64_t nowMs) {
    const auto found = m_records.find(id);
    if (found == m_records.end()) {
        early(id).certified = true;
        return earliest(early(id).certifiedMs, nowMs);
    }
    PaymentRecord& record = found->second;
    const RecordState before = record.state();
    record.certified = true;
    earliest(record.certifiedMs, nowMs);
    m_changed.insert(id);
    settle(id, before, true);
}

void WalletLedger::becameFinal(const Hash& id, std::uint64_t nowMs, std::uint64_t afterMs) {
    const auto found = m_records.find(id);
    if (found == m_records.end()) {
        Early& told = early(id);
        told.final = true;
        earliest(told.finalMs, nowMs);
        return earliest(told.finalAfterMs, afterMs);
    }
    PaymentRecord& record = found->second;
    const RecordState before = record.state();
    record.final = true;
    earliest(record.finalMs, nowMs);
    earliest(record.finalAfterMs, afterMs);
    m_changed.insert(id);
    settle(id, before, true);
}

void WalletLedger::rejected(const Hash& id, const std::string& code) {
    const auto found = m_records.find(id);
    if (found == m_records.end()) return refuse(early(id).reason, code);
    PaymentRecord& record = found->second;
    const RecordState before = record.state();
    if (record.madeHere && isTemporaryRefusal(code)) {
        // Not taken for now: back to Created, and handed in again later.
        record.seen = false;
        record.certified = false;
    } else {
        refuse(record.reason, code);
    }
    settle(id, before, true);
}

void WalletLedger::block(const LedgerBlock& block, bool news) {
    for (const Transaction& tx : block.transactions) {
        const Hash id = tx.id();
        // A payment somebody waits for is told of wherever its block is found.
        const bool known = m_records.contains(id);
        PaymentRecord& record = put(tx, block.timestampMs);
        const RecordState before = known ? record.state() : RecordState::Created;
        record.height = block.height;
        record.blockMs = block.timestampMs;
        record.blockSlot = block.slot;
        settle(id, before, news || known);
    }
    m_nextSlot = std::max(m_nextSlot, block.nextSlot);
}

void WalletLedger::coinsAt(CoinPicture picture) {
    if (m_picture && m_picture->height > picture.height) return;
    for (const auto& [outpoint, coin] : picture.coins)
        if (const auto key = keyOf(coin.output.lock)) {
            auto& used = m_usedKeys[key->chain];
            used = std::max(used, key->index + 1);
        }
    m_picture = std::move(picture);
    m_pictureStays = false;
}

void WalletLedger::scannedTo(std::uint64_t height) {
    if (!m_picture || m_pictureStays || height < m_picture->height) return;
    if (historyExplains(*m_picture))
        m_picture.reset();
    else
        m_pictureStays = true;  // blocks of the past that this node does not have
}

void WalletLedger::poolForgotten() {
    for (auto& [id, record] : m_records) {
        const RecordState before = record.state();
        record.seen = false;
        record.certified = false;
        // What others pay us comes again, or was never going to be final.
        if (!record.madeHere && !isIrreversible(before) && !isOver(before))
            record.reason = "expired";
        if (record.state() != before) markWithChildren(id);
    }
}

}  // namespace timecoin

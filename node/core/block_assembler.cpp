#include "node/core/block_assembler.h"

#include "node/chain/merkle.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::size_t kMaxBodies = 16;  // proposals of different views in one height
constexpr std::size_t kMaxAskedAtOnce = 4'000;

/// Whether the rest is what the header names. Only then does the hash decide the body, and whoever
/// passed it on cannot have put another beside a true header.
bool fitsHeader(const wire::CompactBlock& compact) {
    std::vector<Hash> leaves;
    leaves.reserve(compact.transfers.size() + 1);
    if (compact.reward) leaves.push_back(compact.reward->fullHash());
    leaves.insert(leaves.end(), compact.transfers.begin(), compact.transfers.end());
    return compact.header.transactionRoot == treeRoot(leaves) &&
           compact.header.lastCommitRoot == compact.lastCommit.root();
}

}  // namespace

void BlockAssembler::want(const wire::CompactBlock& compact, PeerNumber from, Instant now) {
    const auto hash = compact.header.hash();
    if (!m_entries.contains(hash) && m_entries.size() >= kMaxBodies) return;
    auto& entry = m_entries[hash];
    if (entry.compact) return;
    if (!fitsHeader(compact)) {
        entry.question.lastAsked = from;  // anybody else first
        if (!entry.question.everAsked) ask(hash, entry, now);
        return;
    }
    entry.compact = compact;
    entry.question = {};
    for (const auto& fullHash : compact.transfers)
        entry.slots.push_back({fullHash, nullptr, nullptr});
    entry.question.lastAsked = from;
    fillFromPool(entry);
    proceed(hash, entry, from);
    if (!entry.inWork && !entry.body && !entry.refused) {
        if (m_parts.peers.contains(from)) {
            entry.question.everAsked = true;
            entry.question.askedMs = now.monotonicMs;
            std::vector<Hash> missing;
            for (const auto& slot : entry.slots)
                if (!slot.here() && missing.size() < kMaxAskedAtOnce)
                    missing.push_back(slot.fullHash);
            m_parts.out.send(from, wire::GetTransactions{std::move(missing)});
        } else {
            ask(hash, entry, now);
        }
    }
}

void BlockAssembler::wantHash(const Hash& hash, Instant now) {
    if (m_entries.contains(hash) || m_entries.size() >= kMaxBodies) return;
    ask(hash, m_entries[hash], now);
}

bool BlockAssembler::wantsHash(const Hash& hash) const {
    const auto found = m_entries.find(hash);
    return found != m_entries.end() && !found->second.compact;
}

void BlockAssembler::offer(const Block& block, PeerNumber from, Instant now) {
    const auto hash = block.hash();
    auto compact = wire::CompactBlock::of(block);
    auto& entry = m_entries[hash];  // a certified or own block is taken above the bound
    if (!entry.compact) {
        for (const auto& fullHash : compact.transfers)
            entry.slots.push_back({fullHash, nullptr, nullptr});
        entry.compact = std::move(compact);
        entry.question.lastAsked = from;
        entry.question.askedMs = now.monotonicMs;
        fillFromPool(entry);
    }
    std::size_t at = 0;
    for (const auto& transaction : block.transactions) {
        if (transaction.kind == TransactionKind::Reward) continue;
        if (at < entry.slots.size() && !entry.slots[at].here())
            entry.slots[at].raw = std::make_shared<const Transaction>(transaction);
        ++at;
    }
    proceed(hash, entry, from);
}

void BlockAssembler::add(Block block, std::vector<TransactionPtr> transfers, BlockEffects effects) {
    const auto hash = block.hash();
    auto& entry = m_entries[hash];
    entry.compact = wire::CompactBlock::of(block);
    for (const auto& transfer : transfers) m_transfers[transfer->fullHash] = transfer;
    entry.body.emplace(Body{std::move(block), std::move(transfers), std::move(effects)});
}

void BlockAssembler::onTransaction(const std::shared_ptr<const Transaction>& transaction,
                                   PeerNumber from, Instant) {
    if (!waiting()) return;
    const auto fullHash = transaction->fullHash();
    for (auto& [hash, entry] : m_entries) {
        if (entry.body || entry.inWork || entry.refused) continue;
        bool filled = false;
        for (auto& slot : entry.slots) {
            if (slot.here() || slot.fullHash != fullHash) continue;
            slot.raw = transaction;
            filled = true;
        }
        if (filled) proceed(hash, entry, from);
    }
}

void BlockAssembler::onChecked(const CheckedBody& checked, Instant) {
    const auto found = m_entries.find(checked.block);
    if (found == m_entries.end() || !found->second.inWork) return;
    found->second.inWork = false;
    if (checked.transfers)
        finish(checked.block, found->second, *checked.transfers);
    else
        found->second.refused = true;
}

const BlockAssembler::Body* BlockAssembler::complete(const Hash& hash) const {
    const auto found = m_entries.find(hash);
    return found != m_entries.end() && found->second.body ? &*found->second.body : nullptr;
}

TransactionPtr BlockAssembler::transfer(const Hash& fullHash) const {
    const auto found = m_transfers.find(fullHash);
    return found == m_transfers.end() ? nullptr : found->second;
}

std::optional<wire::CompactBlock> BlockAssembler::compact(const Hash& hash) const {
    const auto found = m_entries.find(hash);
    return found == m_entries.end() ? std::nullopt : found->second.compact;
}

void BlockAssembler::retry(Instant now) {
    for (auto& [hash, entry] : m_entries) {
        if (entry.body || entry.inWork || entry.refused) continue;
        if (entry.compact) {
            fillFromPool(entry);
            proceed(hash, entry, entry.question.lastAsked);
            if (entry.inWork || entry.body || entry.refused) continue;
        }
        if (!entry.question.everAsked || now.monotonicMs >= entry.question.askedMs + kAskAgainMs)
            ask(hash, entry, now);
    }
}

bool BlockAssembler::waiting() const {
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto& item) {
        return !item.second.body && !item.second.inWork && !item.second.refused;
    });
}

void BlockAssembler::clear() {
    m_entries.clear();
    m_transfers.clear();
}

void BlockAssembler::ask(const Hash& hash, Entry& entry, Instant now) {
    const auto peer = m_parts.nextPeer(entry.question.lastAsked);
    if (!peer) return;
    entry.question = {*peer, now.monotonicMs, true};
    if (!entry.compact) {
        m_parts.out.send(*peer, wire::GetProposalBody{m_parts.context->height, hash});
        return;
    }
    std::vector<Hash> missing;
    for (const auto& slot : entry.slots)
        if (!slot.here() && missing.size() < kMaxAskedAtOnce) missing.push_back(slot.fullHash);
    m_parts.out.send(*peer, wire::GetTransactions{std::move(missing)});
}

void BlockAssembler::fillFromPool(Entry& entry) const {
    for (auto& slot : entry.slots) {
        if (slot.checked) continue;
        slot.checked = m_parts.pool.byFullHash(slot.fullHash);
        if (!slot.checked) slot.checked = transfer(slot.fullHash);
    }
}

void BlockAssembler::proceed(const Hash& hash, Entry& entry, PeerNumber from) {
    if (!entry.compact || entry.inWork || entry.body || entry.refused) return;
    if (!std::all_of(entry.slots.begin(), entry.slots.end(),
                     [](const Slot& slot) { return slot.here(); }))
        return;
    if (std::all_of(entry.slots.begin(), entry.slots.end(),
                    [](const Slot& slot) { return slot.checked != nullptr; })) {
        std::vector<TransactionPtr> transfers;
        for (const auto& slot : entry.slots) transfers.push_back(slot.checked);
        finish(hash, entry, std::move(transfers));
        return;
    }
    // Coins that unchecked transfers spend: of the tip, or made earlier in this very body.
    std::map<OutPoint, Coin> made;
    std::vector<BodyItem> items;
    for (const auto& slot : entry.slots) {
        BodyItem item{slot.checked, slot.raw, {}};
        const Transaction& tx = slot.checked ? slot.checked->tx : *slot.raw;
        if (!slot.checked) {
            for (const auto& input : tx.inputs) {
                const auto inBody = made.find(input);
                auto coin = inBody != made.end() ? std::optional(inBody->second)
                                                 : m_parts.chain.coin(input);
                if (!coin) {
                    entry.refused = true;
                    return;
                }
                item.spent.push_back(std::move(*coin));
            }
        }
        const auto id = slot.checked ? slot.checked->id : tx.id();
        for (std::uint32_t i = 0; i < tx.outputs.size(); ++i)
            made[{id, i}] = Coin{tx.outputs[i], 0};
        items.push_back(std::move(item));
    }
    entry.inWork = true;
    m_parts.out.verify(verifyBody(from, hash, std::move(items), m_parts.basis()));
}

void BlockAssembler::finish(const Hash&, Entry& entry, std::vector<TransactionPtr> transfers) {
    Block block;
    block.header = entry.compact->header;
    block.lastCommit = entry.compact->lastCommit;
    if (entry.compact->reward) block.transactions.push_back(*entry.compact->reward);
    for (const auto& transfer : transfers) {
        block.transactions.push_back(transfer->tx);
        m_transfers[transfer->fullHash] = transfer;
    }
    auto effects = checkBlock(block, transfers, m_parts.ledger());
    entry.body.emplace(Body{std::move(block), std::move(transfers), std::move(effects)});
    entry.slots.clear();
}

}  // namespace timecoin

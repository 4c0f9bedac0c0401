// What the fold adds up to: coins, balances, payments as people read them.
#include "wallet/view/wallet_ledger.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Sums of coins that exist stay below all money; a sum that does not is shown as the bound.
void add(Amount& sum, Amount value) {
    sum = sum.plus(value).value_or(*Amount::fromSatoshi(kMaxSatoshi));
}

}  // namespace

bool WalletLedger::isGone(const OutPoint& outpoint) const {
    const auto found = m_spenders.find(outpoint);
    return found != m_spenders.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [this](const Hash& id) { return isIrreversible(m_records.at(id).state()); });
}

bool WalletLedger::isPromised(const OutPoint& outpoint) const {
    const auto found = m_spenders.find(outpoint);
    return found != m_spenders.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [this](const Hash& id) { return !isOver(m_records.at(id).state()); });
}

bool WalletLedger::isCovered(const OwnKey& key) const {
    const auto covered = m_picture->covered.find(key.chain);
    return covered != m_picture->covered.end() && key.index < covered->second;
}

bool WalletLedger::historyExplains(const CoinPicture& picture) const {
    // A coin of a payment that was never told of, or one that was spent by such a payment.
    const bool known =
        std::all_of(picture.coins.begin(), picture.coins.end(), [this](const auto& named) {
            return m_outputs.contains(named.first) || isGone(named.first) ||
                   !keyOf(named.second.output.lock);
        });
    return known && std::none_of(m_open.begin(), m_open.end(), [this](const OutPoint& outpoint) {
               return isSpentUnseen(outpoint, m_outputs.at(outpoint));
           });
}

/// Irreversible at the height of the picture, asked for, and not among its coins (rule L7).
bool WalletLedger::isSpentUnseen(const OutPoint& outpoint, const OwnOutput& own) const {
    const std::uint64_t height = own.initial ? 0 : m_records.at(outpoint.txid).height;
    return m_picture && (own.initial || height > 0) && height <= m_picture->height &&
           isCovered(own.key) && !m_picture->coins.contains(outpoint);
}

OwnCoinState WalletLedger::stateOf(const OutPoint& outpoint, std::uint64_t matureSlot) const {
    if (m_rules.collaterals.contains(outpoint)) return OwnCoinState::Collateral;
    if (isPromised(outpoint)) return OwnCoinState::Promised;
    if (matureSlot > m_nextSlot) return OwnCoinState::Immature;
    return m_frozen.contains(outpoint) ? OwnCoinState::Frozen : OwnCoinState::Spendable;
}

std::optional<OwnCoin> WalletLedger::coinOf(const OutPoint& outpoint, const OwnOutput& own) const {
    OwnCoin coin{outpoint, {own.output, 0}, own.key, OwnCoinState::Pending, 0};
    if (!own.initial) {
        const PaymentRecord& origin = m_records.at(outpoint.txid);
        if (isOver(origin.state())) return std::nullopt;
        if (!isIrreversible(origin.state())) return coin;
        coin.height = origin.height;
        if (origin.tx.kind == TransactionKind::Reward)
            coin.coin.matureSlot = origin.blockSlot + m_rules.rewardMaturitySlots;
    }
    if (isSpentUnseen(outpoint, own)) return std::nullopt;
    coin.state = stateOf(outpoint, coin.coin.matureSlot);
    return coin;
}

std::vector<OwnCoin> WalletLedger::coins() const {
    std::map<OutPoint, OwnCoin> out;
    for (const OutPoint& outpoint : m_open)
        if (auto coin = coinOf(outpoint, m_outputs.at(outpoint))) out.emplace(outpoint, *coin);
    if (m_picture) {
        for (const auto& [outpoint, coin] : m_picture->coins) {
            const auto key = keyOf(coin.output.lock);
            // One whose payment is known is decided above.
            if (!key || m_outputs.contains(outpoint) || isGone(outpoint)) continue;
            out.emplace(outpoint,
                        OwnCoin{outpoint, coin, *key, stateOf(outpoint, coin.matureSlot), 0});
        }
    }
    std::vector<OwnCoin> list;
    list.reserve(out.size());
    for (auto& [outpoint, coin] : out) list.push_back(std::move(coin));
    return list;
}

std::vector<WalletCoin> WalletLedger::spendable() const {
    std::vector<WalletCoin> out;
    for (const OwnCoin& coin : coins())
        if (coin.state == OwnCoinState::Spendable) out.push_back({coin.outpoint, coin.coin});
    return out;
}

LedgerBalances WalletLedger::balances() const {
    LedgerBalances out;
    for (const OwnCoin& coin : coins()) {
        const Amount value = coin.coin.output.value;
        switch (coin.state) {
        case OwnCoinState::Spendable: add(out.available, value); break;
        case OwnCoinState::Pending: add(out.pending, value); break;
        case OwnCoinState::Immature: add(out.immature, value); break;
        case OwnCoinState::Frozen:
        case OwnCoinState::Collateral: add(out.locked, value); break;
        case OwnCoinState::Promised: break;
        }
    }
    return out;
}

const PaymentRecord* WalletLedger::record(const Hash& id) const {
    const auto found = m_records.find(id);
    return found == m_records.end() ? nullptr : &found->second;
}

std::optional<PaymentView> WalletLedger::view(const Hash& id) const {
    const PaymentRecord* record = this->record(id);
    if (record == nullptr) return std::nullopt;
    Amount spent;
    std::size_t ownInputs = 0;
    for (const OutPoint& input : record->tx.inputs) {
        const auto own = m_outputs.find(input);
        if (own != m_outputs.end()) {
            add(spent, own->second.output.value);
        } else {
            if (!m_picture) continue;
            const auto coin = m_picture->coins.find(input);
            if (coin == m_picture->coins.end() || !keyOf(coin->second.output.lock)) continue;
            add(spent, coin->second.output.value);
        }
        ++ownInputs;
    }
    Amount mine;
    Amount mineHandedOut;
    Amount others;
    std::vector<ViewParty> toMe;
    std::vector<ViewParty> recipients;
    for (std::uint32_t i = 0; i < record->tx.outputs.size(); ++i) {
        const Output& output = record->tx.outputs[i];
        const auto key = keyOf(output.lock);
        add(key ? mine : others, output.value);
        if (key && key->chain == 0) add(mineHandedOut, output.value);
        if (key) toMe.push_back({i, output, true});
        if (!key || key->chain == 0) recipients.push_back({i, output, key.has_value()});
    }
    PaymentView out;
    const bool sends = record->madeHere || ownInputs > 0;
    if (!sends) {
        out.kind =
            record->tx.kind == TransactionKind::Reward ? ViewKind::Reward : ViewKind::Received;
        out.amount = mine;
        out.parties = std::move(toMe);
        return out;
    }
    out.kind = others.isZero() ? ViewKind::ToSelf : ViewKind::Sent;
    out.amount = others.isZero() ? mineHandedOut : others;
    out.parties = std::move(recipients);
    Amount all = mine;
    add(all, others);
    if (ownInputs == record->tx.inputs.size()) out.fee = spent.minus(all);
    return out;
}

std::map<OwnKey, LedgerBalances> WalletLedger::receivedByKey() const {
    std::map<OwnKey, LedgerBalances> out;
    for (const auto& [outpoint, own] : m_outputs) {
        const RecordState state =
            own.initial ? RecordState::InBlock : m_records.at(outpoint.txid).state();
        if (isOver(state)) continue;
        LedgerBalances& sums = out[own.key];
        add(isIrreversible(state) ? sums.available : sums.pending, own.output.value);
    }
    return out;
}

std::uint32_t WalletLedger::usedKeys(std::uint32_t chain) const {
    const auto found = m_usedKeys.find(chain);
    return found == m_usedKeys.end() ? 0 : found->second;
}

std::vector<Hash> WalletLedger::unfinished() const {
    std::vector<Hash> out;
    for (const auto& [id, record] : m_records)
        if (record.madeHere && record.state() != RecordState::InBlock && !isOver(record.state()))
            out.push_back(id);
    return out;
}

}  // namespace timecoin

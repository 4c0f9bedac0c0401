#include "wallet/worker/wallet_pictures.h"

#include <algorithm>

namespace timecoin {

namespace {

QString text(const std::string& from) {
    return QString::fromStdString(from);
}

PaymentState stateOf(RecordState state) {
    switch (state) {
    case RecordState::Created: return PaymentState::Created;
    case RecordState::Seen: return PaymentState::Seen;
    case RecordState::Certified: return PaymentState::Certified;
    case RecordState::Final: return PaymentState::Final;
    case RecordState::InBlock: return PaymentState::InBlock;
    case RecordState::Rejected: return PaymentState::Rejected;
    case RecordState::Abandoned: break;
    }
    return PaymentState::Abandoned;
}

PaymentKind kindOf(ViewKind kind) {
    switch (kind) {
    case ViewKind::Received: return PaymentKind::Received;
    case ViewKind::Sent: return PaymentKind::Sent;
    case ViewKind::ToSelf: return PaymentKind::ToSelf;
    case ViewKind::Reward: break;
    }
    return PaymentKind::Reward;
}

CoinState coinStateOf(OwnCoinState state) {
    switch (state) {
    case OwnCoinState::Spendable: return CoinState::Spendable;
    case OwnCoinState::Pending: return CoinState::Pending;
    case OwnCoinState::Immature: return CoinState::Immature;
    case OwnCoinState::Promised: return CoinState::Spent;
    case OwnCoinState::Frozen: return CoinState::Frozen;
    case OwnCoinState::Collateral: break;
    }
    return CoinState::Collateral;
}

/// What the person calls an address of our own: the label of its request.
QString ownLabel(const VaultPersonal& personal, const OwnKey& key) {
    if (key.chain != 0) return {};
    const auto found =
        std::find_if(personal.requests.begin(), personal.requests.end(),
                     [&key](const VaultRequest& request) { return request.index == key.index; });
    return found == personal.requests.end() ? QString() : text(found->label);
}

Party partyOf(const OpenWallet& wallet, const PaymentRecord& record, const ViewParty& from) {
    const VaultPersonal& personal = wallet.personal();
    Party party{wallet.addressOf(from.paid.lock), from.paid.value, {}, from.mine};
    const auto contact = personal.contacts.find(party.address.toStdString());
    const auto named = record.names.find(from.output);
    if (contact != personal.contacts.end())
        party.label = text(contact->second);
    else if (named != record.names.end())
        party.label = text(named->second);
    else if (const auto key = wallet.ledger().keyOf(from.paid.lock))
        party.label = ownLabel(personal, *key);
    return party;
}

}  // namespace

PaymentEntry entryOf(const OpenWallet& wallet, const Hash& id) {
    const PaymentRecord* record = wallet.ledger().record(id);
    const auto view = wallet.ledger().view(id);
    PaymentEntry out;
    out.id = id;
    if (record == nullptr || !view) return out;
    out.kind = kindOf(view->kind);
    out.state = stateOf(record->state());
    out.amount = view->amount;
    out.fee = view->fee;
    if (out.state == PaymentState::Rejected) out.reason = text(record->reason);
    if (out.state == PaymentState::Abandoned) out.reason = QStringLiteral("abandoned");
    const auto label = wallet.personal().paymentLabels.find(id);
    out.label =
        text(label == wallet.personal().paymentLabels.end() ? record->label : label->second);
    for (const ViewParty& party : view->parties)
        out.parties.append(partyOf(wallet, *record, party));
    out.createdMs = record->createdMs;
    out.certifiedMs = record->certifiedMs;
    out.finalMs = record->finalMs;
    out.finalAfterMs = record->finalAfterMs;
    out.blockMs = record->blockMs;
    out.height = record->height;
    out.size = static_cast<quint32>(encoded(record->tx).size());
    return out;
}

RequestEntry requestEntryOf(const OpenWallet& wallet, const VaultRequest& request,
                            const std::map<OwnKey, LedgerBalances>& received) {
    RequestEntry out;
    out.id = request.index;
    out.address = wallet.addressOf(wallet.lockAt(KeyChain::Receive, request.index));
    out.label = text(request.label);
    out.message = text(request.message);
    out.amount = request.amount;
    out.createdMs = request.createdMs;
    const auto sums = received.find({0, request.index});
    if (sums != received.end()) {
        out.received = sums->second.available;
        out.pending = sums->second.pending;
    }
    return out;
}

void fillPicture(WalletSnapshot& out, const OpenWallet& wallet) {
    const VaultPersonal& personal = wallet.personal();
    const WalletLedger& ledger = wallet.ledger();
    const LedgerBalances sums = ledger.balances();
    out.balances = {sums.available, sums.pending, sums.immature, sums.locked};
    std::map<std::uint32_t, QString> labels;
    for (const VaultRequest& request : personal.requests)
        labels.emplace(request.index, text(request.label));
    for (const OwnCoin& coin : ledger.coins()) {
        CoinEntry entry{coin.outpoint.txid,
                        coin.outpoint.index,
                        coin.coin.output.value,
                        wallet.addressOf(coin.coin.output.lock),
                        {},
                        coinStateOf(coin.state),
                        0,
                        coin.height};
        if (entry.state == CoinState::Immature) entry.matureSlot = coin.coin.matureSlot;
        const auto label = labels.find(coin.key.index);
        if (coin.key.chain == 0 && label != labels.end()) entry.label = label->second;
        out.coins.append(entry);
    }
    const auto received = ledger.receivedByKey();
    for (auto request = personal.requests.rbegin(); request != personal.requests.rend(); ++request)
        out.requests.append(requestEntryOf(wallet, *request, received));
    for (const auto& [address, name] : personal.contacts)
        out.contacts.append({text(address), text(name), personal.paid.contains(address)});
    std::sort(out.contacts.begin(), out.contacts.end(),
              [](const ContactEntry& a, const ContactEntry& b) {
                  const int order = QString::compare(a.name, b.name, Qt::CaseInsensitive);
                  return order != 0 ? order < 0 : a.address < b.address;
              });
    for (const auto& [address, label] : personal.paid) out.paidAddresses.append(text(address));
    out.scannedHeight = wallet.scanned();
    if (const auto gap = wallet.gap()) {
        out.historyGap = gap->first;
        out.historyFrom = gap->end;
    }
    out.keychainOn = personal.keychainOn;
    out.backupTestedMs = personal.backupTestedMs;
    out.paymentCount = static_cast<quint32>(ledger.records().size());
    for (const auto& [id, record] : ledger.records()) {
        const RecordState state = record.state();
        if (!isIrreversible(state) && !isOver(state)) ++out.unfinishedCount;
    }
}

}  // namespace timecoin

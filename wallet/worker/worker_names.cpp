// Labels, contacts, frozen coins: all in the vault, durable when the command is done.
#include "node/chain/address.h"
#include "wallet/worker/wallet_worker.h"

#include <algorithm>

namespace timecoin {

WalletOutcome WalletWorker::editAndShow(const std::function<void(VaultPersonal&)>& change) {
    if (!m_wallet) return refusal("no_wallet");
    const WalletOutcome kept = m_wallet->edit(change);
    refreshRows();
    return kept;
}

void WalletWorker::setPaymentLabel(const Hash& payment, const QString& label) {
    if (!m_wallet || m_wallet->ledger().record(payment) == nullptr) return;
    editAndShow(
        [&](VaultPersonal& personal) { personal.paymentLabels[payment] = boundedText(label); });
}

void WalletWorker::setRequestLabel(quint32 request, const QString& label) {
    editAndShow([&](VaultPersonal& personal) {
        for (VaultRequest& one : personal.requests)
            if (one.index == request) one.label = boundedText(label);
    });
}

WalletOutcome WalletWorker::setContact(const QString& address, const QString& name) {
    const std::string plain = address.trimmed().toLower().toStdString();
    const auto lock = parseAddress(plain, m_config.network->params.addressPrefix);
    if (!lock)
        return refusal(lock.error() == AddressError::WrongNetwork ? "wrong_network"
                                                                  : "bad_address");
    return editAndShow(
        [&](VaultPersonal& personal) { personal.contacts[plain] = boundedText(name); });
}

void WalletWorker::removeContact(const QString& address) {
    editAndShow([&](VaultPersonal& personal) {
        personal.contacts.erase(address.trimmed().toLower().toStdString());
    });
}

void WalletWorker::setCoinFrozen(const Hash& txid, quint32 index, bool frozen) {
    const WalletOutcome kept = editAndShow([&](VaultPersonal& personal) {
        if (frozen)
            personal.frozen.insert({txid, index});
        else
            personal.frozen.erase({txid, index});
    });
    if (kept.ok) m_wallet->ledger().setFrozen({txid, index}, frozen);
}

}  // namespace timecoin

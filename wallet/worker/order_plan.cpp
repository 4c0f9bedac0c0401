#include "wallet/worker/order_plan.h"

#include "node/chain/address.h"

#include <algorithm>

namespace timecoin {

namespace {

const char* nameOf(PaymentCode code) {
    switch (code) {
    case PaymentCode::NoOutputs: return "no_recipients";
    case PaymentCode::NotEnough: return "not_enough";
    case PaymentCode::DustOutput: return "dust_output";
    case PaymentCode::AmountOverflow: return "amount_overflow";
    case PaymentCode::TooManyInputs: return "too_many_inputs";
    case PaymentCode::TooLarge: return "too_large";
    case PaymentCode::MemoTooLong: return "memo_too_long";
    case PaymentCode::MissingKey: break;
    }
    return "missing_key";
}

/// The coins that may pay: all that are spendable, or those of them that were chosen.
std::vector<WalletCoin> coinsFor(const OpenWallet& wallet, const PaymentOrder& order) {
    std::vector<WalletCoin> coins = wallet.ledger().spendable();
    if (order.coins.isEmpty()) return coins;
    std::erase_if(coins, [&order](const WalletCoin& coin) {
        return !order.coins.contains({coin.outpoint.txid, coin.outpoint.index});
    });
    return coins;
}

WalletOutcome readRecipients(const OpenWallet& wallet, const PaymentOrder& order, OrderPlan& plan) {
    const std::string& prefix = wallet.config().network->params.addressPrefix;
    if (order.recipients.isEmpty()) return refusal("no_recipients");
    for (int i = 0; i < order.recipients.size(); ++i) {
        const Recipient& recipient = order.recipients[i];
        plan.draft.recipient = i;
        const auto lock = parseAddress(recipient.address.trimmed().toStdString(), prefix);
        if (!lock)
            return refusal(lock.error() == AddressError::WrongNetwork ? "wrong_network"
                                                                      : "bad_address");
        if (recipient.rest && plan.payment.rest) return refusal("two_rests");
        if (recipient.rest) plan.payment.rest = static_cast<std::size_t>(i);
        if (!recipient.rest && recipient.amount.satoshi() < kDustSatoshi)
            return refusal("dust_output");
        plan.payment.outputs.push_back({recipient.amount, lock.value()});
        if (std::string label = boundedText(recipient.label); !label.empty())
            plan.names.emplace(static_cast<std::uint32_t>(i), std::move(label));
    }
    plan.draft.recipient = -1;
    return okOutcome();
}

}  // namespace

std::string boundedText(const QString& text) {
    QString bounded = text;
    while (bounded.toUtf8().size() > static_cast<int>(kMaxVaultTextBytes)) bounded.chop(1);
    return bounded.toStdString();
}

OrderPlan planOrder(const OpenWallet& wallet, const PaymentOrder& order) {
    OrderPlan plan;
    plan.draft.outcome = readRecipients(wallet, order, plan);
    if (!plan.draft.outcome.ok) return plan;
    const VaultPersonal& personal = wallet.personal();
    if (!wallet.areCoinsKnown()) {
        plan.draft.outcome = refusal("not_ready");
        return plan;
    }
    // The next key is there unless a locked wallet has used up all of them, or there can be no more:
    // then the last one serves again.
    const auto keys = static_cast<std::uint32_t>(personal.changeKeys.size());
    if (keys == 0 || (personal.nextChange >= keys && keys < kMaxVaultKeys)) {
        plan.draft.outcome = refusal("locked");
        return plan;
    }
    const std::uint32_t changeKey = std::min(personal.nextChange, keys - 1);
    plan.payment.change = wallet.lockAt(KeyChain::Change, changeKey);
    plan.payment.rate = {order.feeSatoshiPerKb, 1'000};
    auto built = planTransfer(plan.payment, coinsFor(wallet, order), wallet.ledger().nextSlot());
    if (!built) {
        const PaymentError& error = built.error();
        plan.draft.outcome = refusal(nameOf(error.code));
        plan.draft.missing = error.needed.minus(error.available).value_or(Amount());
        return plan;
    }
    plan.transfer = std::move(built).value();
    DraftAnswer& draft = plan.draft;
    draft.fee = plan.transfer.fee;
    draft.change = plan.transfer.change;
    draft.inputs = static_cast<quint32>(plan.transfer.tx.inputs.size());
    draft.size = static_cast<quint32>(signedSize(plan.transfer));
    for (std::size_t i = 0; i < plan.payment.outputs.size(); ++i) {
        draft.amounts.append(plan.transfer.tx.outputs[i].value);
        draft.paid = draft.paid.plus(draft.amounts.back()).value_or(draft.paid);
    }
    plan.usesChangeKey = !plan.transfer.change.isZero();
    draft.outcome = okOutcome();
    return plan;
}

std::optional<SignedTransfer> signPlan(const OpenWallet& wallet, const OrderPlan& plan) {
    const VaultSecrets* secrets = wallet.vault().secrets();
    if (secrets == nullptr) return std::nullopt;
    const Network& network = *wallet.config().network;
    const auto account =
        AccountKey::fromSeed(secrets->seed.view(), OpenWallet::coinTypeOf(network));
    std::map<Lock, SigningKey> keys;
    for (const Coin& coin : plan.transfer.spent) {
        const Lock& lock = coin.output.lock;
        const auto own = wallet.ledger().keyOf(lock);
        if (!own) return std::nullopt;
        if (keys.contains(lock)) continue;
        const KeyChain chain = own->chain == 0 ? KeyChain::Receive : KeyChain::Change;
        keys.emplace(lock, account.signingKeyAt(chain, own->index));
    }
    std::vector<const SigningKey*> borrowed;
    borrowed.reserve(keys.size());
    for (const auto& [lock, key] : keys) borrowed.push_back(&key);
    auto built = signTransfer(plan.transfer, borrowed, network.genesisHash);
    if (!built) return std::nullopt;
    return std::move(built).value();
}

}  // namespace timecoin

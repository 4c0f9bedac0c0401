#include "wallet/payment/transaction_builder.h"

#include <map>

namespace timecoin {

namespace {

using KeysByLock = std::map<Lock, const SigningKey*>;

Failure<PaymentError> refuse(PaymentCode code) {
    return fail(PaymentError{code, {}, {}});
}

/// The sum paid, or why these outputs cannot be paid at all.
Result<Amount, PaymentError> checkOutputs(const Payment& payment) {
    if (payment.outputs.empty()) return refuse(PaymentCode::NoOutputs);
    if (payment.memo.size() > kMaxMemoBytes) return refuse(PaymentCode::MemoTooLong);
    // One place is kept for the change.
    if (payment.outputs.size() >= kMaxOutputs) return refuse(PaymentCode::TooLarge);
    Amount sum;
    for (const Output& output : payment.outputs) {
        if (output.value.satoshi() < kDustSatoshi) return refuse(PaymentCode::DustOutput);
        const auto next = sum.plus(output.value);
        if (!next) return refuse(PaymentCode::AmountOverflow);
        sum = *next;
    }
    return sum;
}

/// One signature per distinct key, ascending by key (R-TX-6).
void sign(SignedTransfer& transfer, const KeysByLock& keys, const Hash& genesis,
          const SignatureScheme& scheme) {
    std::vector<Output> outputs;
    std::map<PublicKey, const SigningKey*> signers;
    for (const Coin& coin : transfer.spent) {
        outputs.push_back(coin.output);
        const SigningKey* key = keys.at(coin.output.lock);
        signers.emplace(key->publicKey(), key);
    }
    const Hash message = signingHash(transfer.tx, genesis, outputs);
    for (const auto& [publicKey, key] : signers)
        transfer.tx.witness.signatures.push_back({publicKey, scheme.sign(*key, message.view())});
}

}  // namespace

Result<SignedTransfer, PaymentError> buildTransfer(const Payment& payment, const Funds& funds,
                                                   const Hash& genesis,
                                                   const SignatureScheme& scheme) {
    const auto target = checkOutputs(payment);
    if (!target) return fail(target.error());

    KeysByLock keys;
    for (const SigningKey* key : funds.keys) keys.emplace(Lock::toKey(key->publicKey()), key);
    std::vector<WalletCoin> usable;
    bool keyMissing = false;
    for (const WalletCoin& coin : funds.coins) {
        if (coin.coin.matureSlot > funds.slot) continue;
        if (keys.contains(coin.coin.output.lock))
            usable.push_back(coin);
        else
            keyMissing = true;
    }
    if (usable.empty() && keyMissing) return refuse(PaymentCode::MissingKey);

    SignedTransfer built;
    built.tx.outputs = payment.outputs;
    built.tx.memo = payment.memo;
    const SelectionRequest request{*target, encoded(built.tx).size(), payment.rate};
    auto selection = selectCoins(std::move(usable), request);
    if (!selection) return fail(selection.error());
    for (const WalletCoin& coin : selection->coins) {
        built.tx.inputs.push_back(coin.outpoint);
        built.spent.push_back(coin.coin);
    }
    built.fee = selection->fee;
    built.change = selection->change;
    if (!built.change.isZero()) built.tx.outputs.push_back({built.change, payment.change});
    sign(built, keys, genesis, scheme);
    return built;
}

}  // namespace timecoin

#include "wallet/payment/transaction_builder.h"

#include <algorithm>
#include <map>
#include <set>

namespace timecoin {

namespace {

constexpr std::size_t kKeySignatureBytes = PublicKey::kSize + Signature::kSize;

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
    if (payment.rest && *payment.rest >= payment.outputs.size())
        return refuse(PaymentCode::NoOutputs);
    for (std::size_t i = 0; i < payment.outputs.size(); ++i) {
        const Output& output = payment.outputs[i];
        if (payment.rest == i) continue;
        if (output.value.satoshi() < kDustSatoshi) return refuse(PaymentCode::DustOutput);
        const auto next = sum.plus(output.value);
        if (!next) return refuse(PaymentCode::AmountOverflow);
        sum = *next;
    }
    return sum;
}

/// All coins, or the largest that fit; what the others and the fee leave goes to `rest`.
Result<SignedTransfer, PaymentError> planRest(const Payment& payment, Amount others,
                                              std::vector<WalletCoin> coins) {
    std::sort(coins.begin(), coins.end(), [](const WalletCoin& a, const WalletCoin& b) {
        if (a.coin.output.value != b.coin.output.value)
            return a.coin.output.value > b.coin.output.value;
        return a.outpoint < b.outpoint;
    });
    SignedTransfer plan;
    plan.tx.outputs = payment.outputs;
    plan.tx.memo = payment.memo;
    std::size_t size = encoded(plan.tx).size();
    std::set<Lock> locks;
    Amount total;
    for (const WalletCoin& coin : coins) {
        const std::size_t more = OutPoint::kEncodedSize +
                                 (locks.contains(coin.coin.output.lock) ? 0 : kKeySignatureBytes);
        const auto sum = total.plus(coin.coin.output.value);
        if (plan.tx.inputs.size() == kMaxInputs || size + more > kMaxTransactionBytes || !sum)
            break;
        size += more;
        total = *sum;
        locks.insert(coin.coin.output.lock);
        plan.tx.inputs.push_back(coin.outpoint);
        plan.spent.push_back(coin.coin);
    }
    plan.fee = feeFor(size, payment.rate);
    const auto needed = others.plus(plan.fee);
    const auto left = needed ? total.minus(*needed) : std::nullopt;
    if (!left || left->satoshi() < kDustSatoshi) {
        const auto least = needed ? needed->plus(*Amount::fromSatoshi(kDustSatoshi)) : std::nullopt;
        return fail(PaymentError{PaymentCode::NotEnough,
                                 least.value_or(*Amount::fromSatoshi(kMaxSatoshi)), total});
    }
    plan.tx.outputs[*payment.rest].value = *left;
    return plan;
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

Result<SignedTransfer, PaymentError> planTransfer(const Payment& payment,
                                                  std::vector<WalletCoin> coins,
                                                  std::uint64_t slot) {
    const auto target = checkOutputs(payment);
    if (!target) return fail(target.error());
    std::erase_if(coins, [slot](const WalletCoin& coin) { return coin.coin.matureSlot > slot; });
    if (payment.rest) return planRest(payment, *target, std::move(coins));

    SignedTransfer plan;
    plan.tx.outputs = payment.outputs;
    plan.tx.memo = payment.memo;
    const SelectionRequest request{*target, encoded(plan.tx).size(), payment.rate};
    auto selection = selectCoins(std::move(coins), request);
    if (!selection) return fail(selection.error());
    for (const WalletCoin& coin : selection->coins) {
        plan.tx.inputs.push_back(coin.outpoint);
        plan.spent.push_back(coin.coin);
    }
    plan.fee = selection->fee;
    plan.change = selection->change;
    if (!plan.change.isZero()) plan.tx.outputs.push_back({plan.change, payment.change});
    return plan;
}

std::size_t signedSize(const SignedTransfer& planned) {
    std::set<Lock> locks;
    for (const Coin& coin : planned.spent) locks.insert(coin.output.lock);
    return encoded(planned.tx).size() + locks.size() * kKeySignatureBytes;
}

Result<SignedTransfer, PaymentError> signTransfer(SignedTransfer planned,
                                                  const std::vector<const SigningKey*>& keys,
                                                  const Hash& genesis,
                                                  const SignatureScheme& scheme) {
    KeysByLock byLock;
    for (const SigningKey* key : keys) byLock.emplace(Lock::toKey(key->publicKey()), key);
    for (const Coin& coin : planned.spent)
        if (!byLock.contains(coin.output.lock)) return refuse(PaymentCode::MissingKey);
    sign(planned, byLock, genesis, scheme);
    return planned;
}

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
    auto built = planTransfer(payment, std::move(usable), funds.slot);
    if (!built) return built;
    return signTransfer(std::move(built).value(), funds.keys, genesis, scheme);
}

}  // namespace timecoin

#include "node/chain/transaction_check.h"

#include <algorithm>

namespace timecoin {

namespace {

bool hasDuplicates(std::vector<OutPoint> inputs) {
    std::sort(inputs.begin(), inputs.end());
    return std::adjacent_find(inputs.begin(), inputs.end()) != inputs.end();
}

template <class T, class Less>
bool strictlyAscending(const std::vector<T>& items, Less less) {
    for (std::size_t i = 1; i < items.size(); ++i) {
        if (!less(items[i - 1], items[i])) return false;
    }
    return true;
}

bool isCanonical(const KeyList& list) {
    return list.required >= 1 && list.required <= list.keys.size() &&
           list.keys.size() <= kMaxLockKeys && strictlyAscending(list.keys, std::less<>());
}

bool isCanonical(const Witness& witness) {
    if (!std::all_of(witness.keyLists.begin(), witness.keyLists.end(),
                     [](const KeyList& list) { return isCanonical(list); }))
        return false;
    std::vector<Lock> locks;
    locks.reserve(witness.keyLists.size());
    for (const KeyList& list : witness.keyLists) locks.push_back(list.lock());
    return strictlyAscending(locks, std::less<>()) &&
           strictlyAscending(witness.signatures, [](const KeySignature& a, const KeySignature& b) {
               return a.key < b.key;
           });
}

/// Position of `key` among the signatures, which are sorted; nullopt when it did not sign.
std::optional<std::size_t> signatureOf(const Witness& witness, const PublicKey& key) {
    const auto& all = witness.signatures;
    const auto at = std::lower_bound(
        all.begin(), all.end(), key,
        [](const KeySignature& entry, const PublicKey& wanted) { return entry.key < wanted; });
    if (at == all.end() || at->key != key) return std::nullopt;
    return static_cast<std::size_t>(at - all.begin());
}

/// Everything about a witness but the signatures' arithmetic. A signature is needed when taking
/// it away would leave some lock closed; whatever is not needed is refused (R-TX-6), so that
/// nobody on the way can add to a payment.
std::optional<TxError> checkWitnessShape(const Witness& witness, const std::set<Lock>& locks) {
    std::vector<bool> needed(witness.signatures.size());

    std::set<Lock> openedLocks;
    for (const KeyList& list : witness.keyLists) {
        const Lock lock = list.lock();
        if (!locks.contains(lock)) return TxError::UnusedKeyList;
        openedLocks.insert(lock);
        std::vector<std::size_t> signers;
        for (const PublicKey& key : list.keys) {
            if (const auto at = signatureOf(witness, key)) signers.push_back(*at);
        }
        if (signers.size() < list.required) return TxError::MissingSignature;
        if (signers.size() == list.required) {
            for (const std::size_t at : signers) needed[at] = true;
        }
    }
    for (const Lock& lock : locks) {
        if (lock.kind == LockKind::KeyList) {
            if (!openedLocks.contains(lock)) return TxError::MissingKeyList;
            continue;
        }
        const auto at = signatureOf(witness, PublicKey{lock.data});
        if (!at) return TxError::MissingSignature;
        needed[*at] = true;
    }
    if (std::find(needed.begin(), needed.end(), false) != needed.end())
        return TxError::UnusedSignature;
    return std::nullopt;
}

/// nullopt on a sum over kMaxSatoshi.
std::optional<Amount> sumOf(const std::vector<Output>& outputs) {
    std::optional<Amount> sum = Amount();
    for (const Output& output : outputs) {
        sum = sum->plus(output.value);
        if (!sum) break;
    }
    return sum;
}

std::vector<Output> outputsOf(const std::vector<Coin>& coins) {
    std::vector<Output> outputs;
    outputs.reserve(coins.size());
    for (const Coin& coin : coins) outputs.push_back(coin.output);
    return outputs;
}

/// Inputs, outputs and memo: what a transfer or registration has, and the other kinds do not.
std::optional<TxError> checkCounts(const Transaction& tx) {
    if (movesNoCoins(tx.kind)) {
        const bool bare = tx.inputs.empty() && tx.outputs.empty() && tx.memo.empty();
        return bare ? std::nullopt : std::optional(TxError::HasCoins);
    }
    if (tx.inputs.empty()) return TxError::NoInputs;
    if (tx.outputs.empty()) return TxError::NoOutputs;
    if (tx.inputs.size() > kMaxInputs) return TxError::TooManyInputs;
    if (tx.outputs.size() > kMaxOutputs) return TxError::TooManyOutputs;
    if (tx.memo.size() > kMaxMemoBytes) return TxError::MemoTooLong;
    return std::nullopt;
}

/// Everything that needs the bytes alone, but for what the payload says.
std::optional<TxError> checkForm(const Transaction& tx) {
    if (tx.version != Transaction::kVersion) return TxError::BadVersion;
    const bool transfer = tx.kind == TransactionKind::Transfer;
    if (!transfer && !isMasternodeKind(tx.kind)) return TxError::WrongKind;
    if (transfer && !tx.payload.empty()) return TxError::PayloadNotEmpty;
    if (tx.payload.size() > maxPayloadBytes(tx.kind)) return TxError::PayloadTooLong;
    if (const auto error = checkCounts(tx)) return error;
    if (encoded(tx).size() > kMaxTransactionBytes) return TxError::TooLarge;
    if (hasDuplicates(tx.inputs)) return TxError::DuplicateInput;
    for (const Output& output : tx.outputs) {
        if (output.value.satoshi() < kDustSatoshi) return TxError::DustOutput;
    }
    if (!isCanonical(tx.witness)) return TxError::BadWitness;
    return std::nullopt;
}

/// What the payload says; none in a transfer.
Result<std::optional<MasternodeAction>, TxError> readAction(const Transaction& tx,
                                                            Amount collateral) {
    std::optional<MasternodeAction> action;
    if (tx.kind == TransactionKind::Transfer) return action;
    action = decodePayload(tx.kind, tx.payload);
    if (!action) return fail(TxError::PayloadMalformed);
    if (const auto* registration = std::get_if<Registration>(&*action)) {
        const std::uint32_t index = registration->collateralOutput;
        const Output wanted{collateral, registration->owner};
        if (index >= tx.outputs.size() || !(tx.outputs[index] == wanted))
            return fail(TxError::CollateralWrong);
    }
    return action;
}

/// The fee: spent minus outputs, not below kMinFeeSatoshi; nothing where no coins move.
Result<Amount, TxError> checkAmounts(const Transaction& tx, const std::vector<Output>& spent) {
    if (spent.size() != tx.inputs.size()) return fail(TxError::SpentMismatch);
    if (movesNoCoins(tx.kind)) return Amount();
    const auto in = sumOf(spent);
    const auto out = sumOf(tx.outputs);
    if (!in || !out) return fail(TxError::AmountOverflow);
    const auto fee = in->minus(*out);
    if (!fee) return fail(TxError::SpendsTooMuch);
    if (fee->satoshi() < kMinFeeSatoshi) return fail(TxError::FeeTooLow);
    return *fee;
}

/// The witness opens every spent lock and those the action asks for, and every signature in it and
/// in evidence is good.
std::optional<TxError> checkWitness(const Transaction& tx, const std::vector<Output>& spent,
                                    const std::optional<MasternodeAction>& action,
                                    const CheckBasis& basis) {
    std::set<Lock> locks;
    for (const Output& output : spent) locks.insert(output.lock);
    if (action) {
        for (const Lock& lock : extraLocks(*action)) locks.insert(lock);
    }
    if (const auto error = checkWitnessShape(tx.witness, locks)) return error;

    const Hash message = signingHash(tx, basis.genesis, spent);
    for (const KeySignature& entry : tx.witness.signatures) {
        if (!basis.scheme.verify(entry.key, message.view(), entry.signature))
            return TxError::BadSignature;
    }
    if (action) {
        const auto* evidence = std::get_if<Evidence>(&*action);
        if (evidence && !checkEvidence(*evidence, basis.genesis, basis.scheme))
            return TxError::EvidenceInvalid;
    }
    return std::nullopt;
}

}  // namespace

Result<CheckedTransaction, TxError> checkTransaction(Transaction tx, std::vector<Coin> spent,
                                                     const CheckBasis& basis) {
    if (const auto error = checkForm(tx)) return fail(*error);
    auto action = readAction(tx, basis.collateral);
    if (!action) return fail(action.error());
    const std::vector<Output> outputs = outputsOf(spent);
    const auto fee = checkAmounts(tx, outputs);
    if (!fee) return fail(fee.error());
    if (const auto error = checkWitness(tx, outputs, *action, basis)) return fail(*error);

    CheckedTransaction checked;
    checked.id = tx.id();
    checked.fullHash = tx.fullHash();
    checked.action = std::move(*action);
    checked.fee = *fee;
    checked.size = static_cast<std::uint32_t>(encoded(tx).size());
    if (!checked.action) checked.countedSize = countedSize(tx, outputs);
    for (std::size_t i = 0; i < tx.inputs.size(); ++i) checked.delta.remove(tx.inputs[i], spent[i]);
    for (std::size_t i = 0; i < tx.outputs.size(); ++i) {
        const OutPoint outpoint{checked.id, static_cast<std::uint32_t>(i)};
        checked.delta.add(outpoint, Coin{tx.outputs[i], 0});
    }
    checked.tx = std::move(tx);
    checked.spent = std::move(spent);
    return checked;
}

std::optional<TxError> checkSpendable(const CheckedTransaction& transaction, const CoinView& view,
                                      std::uint64_t slot, const std::set<OutPoint>& collaterals) {
    for (std::size_t i = 0; i < transaction.tx.inputs.size(); ++i) {
        const OutPoint& input = transaction.tx.inputs[i];
        const auto coin = view.coin(input);
        // The whole coin, not only its outpoint: the delta was computed from exactly this one.
        if (!coin || *coin != transaction.spent[i]) return TxError::MissingCoin;
        if (coin->matureSlot > slot) return TxError::Immature;
        if (collaterals.contains(input)) return TxError::CollateralLocked;
    }
    return std::nullopt;
}

}  // namespace timecoin

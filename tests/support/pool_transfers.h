// Checked transfers of a chosen fee and size, for tests of the pool. No Qt.
#pragma once

#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <stdexcept>

namespace timecoin {

struct TransferSpec {
    std::vector<OutPoint> inputs;
    std::uint64_t feeSatoshi = 1'000;
    std::uint32_t outputs = 3;
    std::uint32_t memoBytes = 0;  ///< makes it larger, and different from others
    std::uint8_t memoFill = 0;
};

/// Every coin spent holds 1 TIME of testKey(1).
inline std::shared_ptr<const CheckedTransaction> makeTransfer(const TransferSpec& spec) {
    static const SigningKey key = testKey(1);
    static const Hash genesis = testHash(0);
    const Coin coin{{Amount::time(1), Lock::toKey(key.publicKey())}, 0};
    TransferBuilder builder(genesis, fastScheme());
    for (const OutPoint& input : spec.inputs) builder.spend(input, coin);
    const std::uint64_t left = spec.inputs.size() * kSatoshiPerTime - spec.feeSatoshi;
    for (std::uint32_t i = 1; i < spec.outputs; ++i) builder.pay(key, Amount::satoshi(1'000));
    builder.pay(key, *Amount::fromSatoshi(left - (spec.outputs - 1) * 1'000));
    builder.memo(Bytes(spec.memoBytes, spec.memoFill)).sign(key);
    auto checked =
        checkTransaction(builder.build(), builder.spent(), testBasis(genesis, fastScheme()));
    if (!checked) throw std::logic_error("the test made a transfer that does not check");
    return std::make_shared<const CheckedTransaction>(std::move(checked).value());
}

/// Output `index` of `transfer`.
inline OutPoint outputOf(const std::shared_ptr<const CheckedTransaction>& transfer,
                         std::uint32_t index = 0) {
    return {transfer->id, index};
}

}  // namespace timecoin

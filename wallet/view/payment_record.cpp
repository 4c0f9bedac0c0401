#include "wallet/view/payment_record.h"

#include "node/chain/transaction_error.h"

#include <algorithm>
#include <array>

namespace timecoin {

namespace {

void encodeText(Writer& out, const std::string& text) {
    out.blob(asBytes(text));
}

std::string decodeText(Reader& in) {
    const ByteView bytes = in.blob(PaymentRecord::kMaxTextBytes);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

bool isTemporaryRefusal(const std::string& code) {
    // The node's own answers, and those of the pool that depend on the moment only.
    static constexpr std::array<std::string_view, 2> kNodeCodes{"stopped", "unanswered"};
    static constexpr std::array kTxCodes{TxError::PoolFull, TxError::Crowded, TxError::Expired,
                                         TxError::Immature, TxError::AlreadyKnown};
    return std::find(kNodeCodes.begin(), kNodeCodes.end(), code) != kNodeCodes.end() ||
           std::any_of(kTxCodes.begin(), kTxCodes.end(),
                       [&code](TxError error) { return codeName(error) == code; });
}

RecordState PaymentRecord::state() const {
    // What the chain says wins over what was believed here (rule L1, L3).
    if (height > 0) return RecordState::InBlock;
    if (final) return RecordState::Final;
    if (abandoned) return RecordState::Abandoned;
    if (!reason.empty()) return RecordState::Rejected;
    if (certified) return RecordState::Certified;
    return seen ? RecordState::Seen : RecordState::Created;
}

bool PaymentRecord::isKept() const {
    const RecordState now = state();
    return madeHere || isIrreversible(now) || (isOver(now) && !isTemporaryRefusal(reason));
}

void PaymentRecord::encode(Writer& out) const {
    out.u8(kVersion);
    out.blob(encoded(tx));
    out.flag(madeHere);
    out.flag(final);
    out.flag(abandoned);
    encodeText(out, reason);
    for (const std::uint64_t value :
         {createdMs, certifiedMs, finalMs, finalAfterMs, height, blockMs, blockSlot})
        out.u64(value);
    encodeText(out, label);
    out.count(names.size());
    for (const auto& [output, name] : names) {
        out.u32(output);
        encodeText(out, name);
    }
}

PaymentRecord PaymentRecord::decode(Reader& in) {
    PaymentRecord record;
    if (in.u8() != kVersion) in.fail();
    if (auto tx = decoded<Transaction>(in.blob(kMaxTransactionBytes)))
        record.tx = std::move(*tx);
    else
        in.fail();
    record.madeHere = in.flag();
    record.final = in.flag();
    record.abandoned = in.flag();
    record.reason = decodeText(in);
    for (std::uint64_t* value :
         {&record.createdMs, &record.certifiedMs, &record.finalMs, &record.finalAfterMs,
          &record.height, &record.blockMs, &record.blockSlot})
        *value = in.u64();
    record.label = decodeText(in);
    const std::uint32_t count = in.count(kMaxOutputs, 8);
    std::int64_t last = -1;
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const std::uint32_t output = in.u32();
        std::string name = decodeText(in);
        if (std::int64_t{output} <= last || output >= record.tx.outputs.size() || name.empty())
            in.fail();
        last = output;
        record.names.emplace(output, std::move(name));
    }
    return record;
}

}  // namespace timecoin

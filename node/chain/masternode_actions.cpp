#include "node/chain/masternode_actions.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Text that travels in addresses and lists: no blanks, nothing to escape.
std::string decodeService(Reader& in) {
    const ByteView bytes = in.blob(kMaxServiceAddressBytes);
    const bool plain =
        std::all_of(bytes.begin(), bytes.end(), [](auto c) { return c >= 0x21 && c <= 0x7e; });
    if (bytes.empty() || !plain) in.fail();
    return {bytes.begin(), bytes.end()};
}

std::uint16_t decodeRulesVersion(Reader& in) {
    const std::uint16_t version = in.u16();
    if (version == 0) in.fail();
    return version;
}

template <class T>
std::optional<MasternodeAction> whole(ByteView payload) {
    auto action = decoded<T>(payload);
    if (!action) return std::nullopt;
    return MasternodeAction(std::move(*action));
}

}  // namespace

void Registration::encode(Writer& out) const {
    out.fixed(operatorKey);
    owner.encode(out);
    payout.encode(out);
    out.blob(asBytes(service));
    out.u32(collateralOutput);
    out.u16(rulesVersion);
}

Registration Registration::decode(Reader& in) {
    Registration action;
    action.operatorKey = in.fixed<PublicKey>();
    action.owner = Lock::decode(in);
    action.payout = Lock::decode(in);
    action.service = decodeService(in);
    action.collateralOutput = in.u32();
    action.rulesVersion = decodeRulesVersion(in);
    return action;
}

void OperatorUpdate::encode(Writer& out) const {
    collateral.encode(out);
    out.fixed(operatorKey);
    out.u64(number);
    out.blob(asBytes(service));
    out.u16(rulesVersion);
}

OperatorUpdate OperatorUpdate::decode(Reader& in) {
    OperatorUpdate action;
    action.collateral = OutPoint::decode(in);
    action.operatorKey = in.fixed<PublicKey>();
    action.number = in.u64();
    action.service = decodeService(in);
    action.rulesVersion = decodeRulesVersion(in);
    return action;
}

void Retirement::encode(Writer& out) const {
    collateral.encode(out);
    owner.encode(out);
}

Retirement Retirement::decode(Reader& in) {
    Retirement action;
    action.collateral = OutPoint::decode(in);
    action.owner = Lock::decode(in);
    return action;
}

TransactionKind kindOf(const MasternodeAction& action) {
    static constexpr TransactionKind kKinds[] = {
        TransactionKind::MasternodeRegister, TransactionKind::MasternodeUpdate,
        TransactionKind::MasternodeRetire, TransactionKind::Evidence};
    static_assert(std::size(kKinds) == std::variant_size_v<MasternodeAction>);
    return kKinds[action.index()];
}

Bytes encodePayload(const MasternodeAction& action) {
    return std::visit([](const auto& one) { return encoded(one); }, action);
}

std::optional<MasternodeAction> decodePayload(TransactionKind kind, ByteView payload) {
    switch (kind) {
    case TransactionKind::MasternodeRegister: return whole<Registration>(payload);
    case TransactionKind::MasternodeUpdate: return whole<OperatorUpdate>(payload);
    case TransactionKind::MasternodeRetire: return whole<Retirement>(payload);
    case TransactionKind::Evidence: return whole<Evidence>(payload);
    case TransactionKind::Transfer:
    case TransactionKind::Reward: break;
    }
    return std::nullopt;
}

std::vector<Lock> extraLocks(const MasternodeAction& action) {
    if (const auto* registration = std::get_if<Registration>(&action))
        return {Lock::toKey(registration->operatorKey)};
    if (const auto* update = std::get_if<OperatorUpdate>(&action))
        return {Lock::toKey(update->operatorKey)};
    if (const auto* retirement = std::get_if<Retirement>(&action)) return {retirement->owner};
    return {};
}

}  // namespace timecoin

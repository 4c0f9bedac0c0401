#include "node/chain/justification.h"

namespace timecoin {

namespace {

constexpr std::size_t kMinViewChangeBytes = 100;

}  // namespace

Hash Justification::digest() const {
    return hashOf(Domain::Justification, encoded(*this));
}

void Justification::encode(Writer& out) const {
    out.count(changes.size());
    for (const auto& change : changes) encodeStatement(change, out);
    out.flag(prepared.has_value());
    if (prepared) prepared->encode(out);
}

Justification Justification::decode(Reader& in) {
    Justification out;
    const auto count = in.count(kMaxMasternodes, kMinViewChangeBytes);
    out.changes.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i)
        out.changes.push_back(decodeStatement<ViewChange>(in));
    if (in.flag()) out.prepared = PreparedCertificate::decode(in);
    return out;
}

std::optional<PreparedRef> highestPrepared(const std::vector<ViewChange>& changes) {
    std::optional<PreparedRef> highest;
    for (const auto& change : changes)
        if (change.prepared && (!highest || change.prepared->view > highest->view))
            highest = change.prepared;
    return highest;
}

bool checkJustification(const Justification& justification, std::uint32_t view,
                        const CheckContext& context) {
    if (justification.changes.size() != context.height.members.quorum()) return false;
    const ViewChange* previous = nullptr;
    for (const auto& change : justification.changes) {
        if (change.at.view != view) return false;
        if (previous && change.at.member <= previous->at.member) return false;
        if (change.prepared && change.prepared->view >= view) return false;
        previous = &change;
    }
    const auto highest = highestPrepared(justification.changes);
    if (highest.has_value() != justification.prepared.has_value()) return false;
    if (highest && justification.prepared->ref() != *highest) return false;
    // Of two hashes named for the highest view one is not backed: an honest primary leaves it out.
    for (const auto& change : justification.changes)
        if (change.prepared && change.prepared->view == highest->view && change.prepared != highest)
            return false;
    for (const auto& change : justification.changes)
        if (!checkStatement(change, context)) return false;
    return !highest || checkCertificate(*justification.prepared, context);
}

}  // namespace timecoin

// J: why a primary may propose in a view (R-CON-5).
#pragma once

#include "node/chain/certificates.h"

#include <optional>
#include <vector>

namespace timecoin {

/// q VIEW-CHANGEs for exactly one (height, view), strictly ascending by member, and the highest P
/// that any of them names, in full. J carries one P, so it fits a frame at any set size.
struct Justification {
    std::vector<ViewChange> changes;
    std::optional<PreparedCertificate> prepared;

    /// What a PRE-PREPARE binds.
    Hash digest() const;
    void encode(Writer& out) const;
    static Justification decode(Reader& in);
    friend bool operator==(const Justification&, const Justification&) = default;
};

/// The highest P that any of `changes` names, or none.
std::optional<PreparedRef> highestPrepared(const std::vector<ViewChange>& changes);

/// Exactly quorum changes for (context.height, view), ascending, each P below `view`, the carried
/// P is the highest named one, and every signature holds.
bool checkJustification(const Justification& justification, std::uint32_t view,
                        const CheckContext& context);

}  // namespace timecoin

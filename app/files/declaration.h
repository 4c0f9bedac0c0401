// A masternode's signed wish to be a member of a genesis (R-GEN-2). The operator key's signature
// proves that its holder agreed to these locks and this address.
#pragma once

#include "app/files/file_error.h"
#include "node/base/crypto.h"
#include "node/chain/masternode_set.h"

#include <string>
#include <string_view>

namespace timecoin {

struct Declaration {
    PublicKey operatorKey;
    Lock owner;           ///< will hold the collateral
    Lock payout;          ///< will receive rewards and fees
    std::string service;  ///< "host:port"
    Signature signature;

    friend bool operator==(const Declaration&, const Declaration&) = default;
};

/// "TimeCoin genesis v1", address prefix, operator key, owner, payout, service. The prefix keeps a
/// declaration for a test network out of the real one.
Bytes signingBytes(const Declaration& declaration, std::string_view addressPrefix);
Declaration declare(const SigningKey& operatorKey, const Lock& owner, const Lock& payout,
                    std::string service, std::string_view addressPrefix);
bool verifyDeclaration(const Declaration& declaration, std::string_view addressPrefix);

/// "host:port" or "[v6]:port" with a port above 0, at most 255 bytes.
bool isServiceAddress(std::string_view text);

/// The address of its owner tells the prefix.
struct DeclarationFile {
    Declaration declaration;
    std::string addressPrefix;
};
/// Signature checked; BadDeclaration otherwise.
Result<DeclarationFile, FileError> readDeclaration(const QString& path);
std::string declarationText(const DeclarationFile& file);

}  // namespace timecoin

// Whom a person has paid before, and addresses made to look like those: a fraudster makes one that
// begins and ends alike, sends a little from it, and hopes that it is copied from the history. Pure.
#pragma once

#include <QString>
#include <QStringList>

namespace timecoin {

/// So many characters behind the prefix, and as many at the end, are what people look at. Making an
/// address that is alike in both takes 32^8 tries; nobody gets there by chance.
inline constexpr int kLookedAt = 4;

/// The known address that `address` could be taken for, without being it; empty when there is none.
QString nearTwin(const QString& address, const QStringList& known);

}  // namespace timecoin

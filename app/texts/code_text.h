// What a node's codes mean, and what to do about them. In the language of the program.
#pragma once

#include <QString>

namespace timecoin {

/// A sentence a person can act on, for the codes of NodeService::fatal().
QString fatalText(const QString& code, const QString& detail);
/// For the codes of NodeService::alert().
QString alertText(const QString& code, const QString& detail);

}  // namespace timecoin

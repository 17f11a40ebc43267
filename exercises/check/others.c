#include "check.h"
enum outcome breaks(struct session *session) { (void)session; return ERROR; }
enum outcome right_versions(struct session *session) { (void)session; return ERROR; }
enum outcome wrong_versions(struct session *session) { (void)session; return ERROR; }
enum outcome filled_in(struct session *session) { (void)session; return ERROR; }
enum outcome measured(struct session *session) { (void)session; return ERROR; }

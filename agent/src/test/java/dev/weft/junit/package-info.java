/** Tests that await, run by JUnit as a user's build runs them. */
package dev.weft.junit;
